using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Printing;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator prints one decal.</summary>
public static class PrintDecal
{
    private const double Bleed = 3;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/decals/{decalId:guid}/print", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(PrintDecal), "Print a decal", """
            At its true size. As PDF with 3 mm of bleed and marks where it is cut, which are its TrimBox and BleedBox; with
            `Accept: image/svg+xml` as SVG in millimetres, without. Texts are outlines, so that they look the same everywhere. The size is the
            edition's, if that is one such as `A6` or `100x150` (mm). Only what is `in_stock`, `allocated` or `issued` is printed. The audit
            trail gets an entry. For many see decal prints.
            """)
        .GivesText<PrintedFile>(PdfFile.MediaType, PrintedFile.Example)
        .OrGives(SvgFile.MediaType, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .Refuses(ProblemCode.PrintImpossible);

    private static async Task<IResult> Endpoint(
        Guid decalId, [AsParameters] Parameters parameters, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var isSvg = Representations.Prefers(context, SvgFile.MediaType, over: PdfFile.MediaType);
        var printed = await mediator.Send(new Command(decalId, parameters, isSvg), cancellationToken);
        return Reply.PrivateFile(context, printed.Name, isSvg ? SvgFile.MediaType : PdfFile.MediaType, printed.Content);
    }

    /// <summary>How it is printed.</summary>
    internal sealed record Parameters
    {
        /// <summary>
        /// The languages of its words, two at the most; the first is also that of the programme's name. That of its edition unless given.
        /// </summary>
        [FromQuery(Name = "languages")]
        public LanguageChoices? Languages { get; init; }

        /// <summary>Its size, where that of the edition cannot be read: <c>A6</c>, <c>A6 landscape</c> or <c>100x150</c> (mm).</summary>
        [FromQuery(Name = "size"), StringLength(40)]
        public string? Size { get; init; }

        /// <summary>The programme whose name it bears, while it is in stock and there are several.</summary>
        [FromQuery(Name = "programme_id")]
        public Guid? ProgrammeId { get; init; }
    }

    internal sealed record Command(Guid DecalId, Parameters Parameters, bool IsSvg) : ICommand<Printed>;

    internal sealed record Printed(string Name, byte[] Content);

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, PlatformSettings settings) : IRequestHandler<Command, Printed>
    {
        public async Task<Printed> Handle(Command command, CancellationToken cancellationToken)
        {
            var asked = command.Parameters;
            var decal = await database.FirstOrDefault<PrintableDecal>(
                    SelectOne, new { id = command.DecalId, programmeId = asked.ProgrammeId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            if (asked.Languages?.Values.Length > PrintOrder.LanguagesMax)
            {
                throw new Problem(ProblemCode.InvalidRequest, Fault.In("languages", FaultCode.TooMany, ("most", PrintOrder.LanguagesMax)));
            }

            var bleed = command.IsSvg ? 0 : Bleed;
            var order = PrintOrder.Settle(
                [decal], pointers: null, asked.Size,
                size => new PrintOrder(
                    [decal.Id], asked.ProgrammeId, size, asked.Languages?.Values ?? [decal.Locale], SheetPage.Single, bleed, !command.IsSvg),
                settings.PublicUrl);
            audit.Record("decal", decal.Id, ["verify_code"]);
            var design = order.Design(decal.Programme(), settings.PublicUrl);
            var own = design.Own(decal.VerifyCode, decal.Serial);
            var name = string.Create(CultureInfo.InvariantCulture, $"decal-{decal.Serial:00000}");
            return command.IsSvg
                ? new Printed($"{name}.svg", Encoding.UTF8.GetBytes(SvgFile.Of([design.Common, own], order.Size.Width, order.Size.Height)))
                : new Printed($"{name}.pdf", Pdf(order.SheetOrDefault()!, design, own));
        }

        private static byte[] Pdf(Sheet sheet, StickerDesign design, Drawing own)
        {
            var pdf = new PdfFile(PdfState.Beginning);
            pdf.AddPage(sheet, [(sheet.Piece(0), pdf.AddForm(design.Common, design.Reach), own)]);
            pdf.End(design.Name.Text);
            return pdf.Bytes;
        }
    }

    private const string SelectOne = $"{PrintableDecal.Select} and d.id = @id";
}
