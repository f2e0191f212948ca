using System.ComponentModel.DataAnnotations;
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
using SafeZones.Domain.Geography;
using SafeZones.Domain.Languages;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator prints a venue's certificate.</summary>
public static class PrintCertificate
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/partnerships/{partnershipId:guid}/certificate", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(PrintCertificate), "Print a certificate", """
            A sheet of A4: the venue, the programme, since when it is a safe zone and by when it is checked again, and the day on
            which this was true. Only while the partnership is `active`. If the venue was issued a numbered `certificate` that
            does not hang yet, its code is printed on it. The audit trail gets an entry.
            """)
        .GivesText<PrintedFile>(PdfFile.MediaType, PrintedFile.Example)
        .Refuses(ProblemCode.PartnershipNotActive, ProblemCode.PrintImpossible);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, [AsParameters] Parameters parameters, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.PrivateFile(
            context, $"certificate-{partnershipId}.pdf", PdfFile.MediaType,
            (await mediator.Send(new Command(partnershipId, parameters), cancellationToken)).Content);

    /// <summary>How it is printed.</summary>
    internal sealed record Parameters
    {
        /// <summary>Its language (BCP 47); the organisation's unless given. Words that we do not have in it are English.</summary>
        [FromQuery(Name = "language"), StringLength(35)]
        public string? Language { get; init; }
    }

    internal sealed record Command(Guid PartnershipId, Parameters Parameters) : ICommand<PrintedFile>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, AuditTrail audit, PlatformSettings settings, TimeProvider clock)
        : IRequestHandler<Command, PrintedFile>
    {
        public async Task<PrintedFile> Handle(Command command, CancellationToken cancellationToken)
        {
            var language = command.Parameters.Language ?? callers.Caller.Organisation.DefaultLocale;
            if (!LanguageTag.Exists(language))
            {
                throw new Problem(ProblemCode.InvalidRequest, Fault.In("language", FaultCode.UnknownLanguage));
            }

            var found = await database.FirstOrDefault<Found>(SelectPartnership, new { id = command.PartnershipId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            if (found.Status != PartnershipStatus.Active)
            {
                throw new Problem(ProblemCode.PartnershipNotActive);
            }

            var certificate = found.ToCertificate(language, clock.GetUtcNow());
            foreach (var name in certificate.Names.Where(name => !new TextBlock(name.Text, name.Tag, 1).IsComplete))
            {
                throw new Problem(ProblemCode.PrintImpossible, Fault.In("language", FaultCode.ScriptUnknown, ("text", name.Text)));
            }

            audit.Record("partnership", command.PartnershipId, ["certificate"]);
            if (found.DecalId is { } decal)
            {
                audit.Record("decal", decal, ["verify_code"]);
            }

            var sheet = Sheet.OrDefault(SheetPage.Single, CertificateDesign.Size.Width, CertificateDesign.Size.Height, bleed: 0, hasMarks: false)!;
            var pdf = new PdfFile(PdfState.Beginning);
            pdf.AddPage(sheet, [(sheet.Piece(0), null, CertificateDesign.Draw(certificate, StickerWords.Of(language), settings.PublicUrl))]);
            pdf.End(certificate.Venue.Text);
            return new PrintedFile(pdf.Bytes);
        }
    }

    private sealed record Found(
        PartnershipStatus Status, DateTimeOffset StatusSince, DateOnly? NextCheckOn, JsonText Programme, JsonText Venue, string TimeZone,
        Guid? DecalId, string? VerifyCode)
    {
        public Certificate ToCertificate(string language, DateTimeOffset now) => new(
            Best(Programme, language), Best(Venue, language), TimeZoneName.DayOf(StatusSince, TimeZone), NextCheckOn,
            TimeZoneName.DayOf(now, TimeZone), VerifyCode);

        private static Translation Best(JsonText name, string language) =>
            Translations.ParseOrDefault(name.Read<Dictionary<string, string?>>(ApiJson.Options), out _)!.Best([language], "en");
    }

    // The newest of its certificates that was issued and does not hang yet.
    private const string SelectPartnership =
        """
        select r.status, r.status_since, r.next_check_on, p.name as programme, v.name as venue, v.time_zone, d.id as decal_id, d.verify_code
        from partnerships r
        join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        left join decals d on d.tenant_id = r.tenant_id and d.id = (
            select c.id
            from decals c
            join material_editions e on e.tenant_id = c.tenant_id and e.id = c.material_edition_id
            where c.tenant_id = @tenantId and c.partnership_id = @id and c.state = 'issued' and e.kind = 'certificate'
            order by c.serial desc
            limit 1)
        where r.tenant_id = @tenantId and r.id = @id
        """;
}
