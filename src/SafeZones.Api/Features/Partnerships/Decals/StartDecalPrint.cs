using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Printing;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator has many decals printed into one file.</summary>
public static class StartDecalPrint
{
    internal const int DecalsMax = 1000;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/decal-prints", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(StartDecalPrint), "Print decals", """
            One PDF with all of them, in the order of their serials and at their true size: on sheets of many with marks along the
            edge of the sheet, or `single` with a page each, whose TrimBox and BleedBox say where it is cut. Codes have error
            correction level Q. It is done by a job: follow the `Location`. All must be of one edition, and `in_stock`, `allocated`
            or `issued`; one that changes before its turn ends the job as `failed`. The audit trail gets an entry for each.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status202Accepted, Job.Example)
        .Refuses(ProblemCode.DecalMissing, ProblemCode.PrintImpossible, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Accepted(context, await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>Which decals, and how.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>These decals; or else an edition and its serials.</summary>
        [Length(1, DecalsMax)]
        public IReadOnlyList<Guid>? DecalIds { get; init; }

        /// <summary>Decals of this edition, from <c>serial_from</c> to <c>serial_to</c>.</summary>
        public Guid? MaterialEditionId { get; init; }

        /// <summary>The first serial.</summary>
        [Range(1, 1_000_000)]
        public int? SerialFrom { get; init; }

        /// <summary>The last serial.</summary>
        [Range(1, 1_000_000)]
        public int? SerialTo { get; init; }

        /// <summary>The programme whose name those bear that are set aside for nobody; only needed if there are several programmes.</summary>
        public Guid? ProgrammeId { get; init; }

        /// <summary>The size, where that of the edition cannot be read: <c>A6</c>, <c>A6 landscape</c> or <c>100x150</c> (mm).</summary>
        [StringLength(40, MinimumLength = 1), OneLine]
        public string? Size { get; init; }

        /// <summary>
        /// The languages of its words (BCP 47); the first is also that of the programme's name. That of the edition unless given.
        /// </summary>
        [Length(1, PrintOrder.LanguagesMax), LanguageTags]
        public IReadOnlyList<string>? Languages { get; init; }

        /// <summary>What they are printed on; A4 unless given.</summary>
        public SheetBody? Sheet { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            var isRange = MaterialEditionId is not null;
            if (isRange == (DecalIds is not null) || isRange != (SerialFrom is not null) || isRange != (SerialTo is not null))
            {
                yield return Fault.At("", FaultCode.Contradiction, ("rule", "decal_ids or material_edition_id with its serials"));
            }
            else if (SerialTo < SerialFrom || SerialTo - SerialFrom >= DecalsMax)
            {
                yield return Fault.At("/serial_to", FaultCode.OutOfRange, ("least", SerialFrom!), ("most", SerialFrom! + DecalsMax - 1));
            }
        }
    }

    /// <summary>What is printed on.</summary>
    public sealed record SheetBody
    {
        /// <summary>The page.</summary>
        public required SheetPage Page { get; init; }

        /// <summary>How far the ground goes beyond the cut, in millimetres; 3 unless given.</summary>
        [Range(0, 10)]
        public int? BleedMm { get; init; }

        /// <summary>Whether marks show where to cut; they do unless this says no.</summary>
        public bool? CropMarks { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<Job>;

    internal sealed class Handler(TenantDatabase database, JobQueue queue, AuditTrail audit, PlatformSettings settings)
        : IRequestHandler<Command, Job>
    {
        public async Task<Job> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var ids = body.DecalIds?.ToArray() ?? [];
            var decals = await database.List<PrintableDecal>(
                SelectAsked,
                new { ids, editionId = body.MaterialEditionId, from = body.SerialFrom, to = body.SerialTo, programmeId = body.ProgrammeId },
                cancellationToken);
            RefuseMissing(body, ids, decals);
            var order = PrintOrder.Settle(
                decals, index => ids.Length == 0 ? "/serial_from" : $"/decal_ids/{Array.IndexOf(ids, decals[index].Id)}", body.Size,
                size => new PrintOrder(
                    [.. decals.Select(decal => decal.Id)], body.ProgrammeId, size, body.Languages ?? [decals[0].Locale],
                    body.Sheet?.Page ?? SheetPage.A4, body.Sheet?.BleedMm ?? 3, body.Sheet?.CropMarks ?? true),
                settings.PublicUrl);
            decals.ForEach(decal => audit.Record("decal", decal.Id, ["verify_code"]));
            return await queue.Add(JobKind.DecalPrint, decals.Count, order, cancellationToken);
        }

        private static void RefuseMissing(Body body, Guid[] ids, List<PrintableDecal> found)
        {
            var missing = ids.Except(found.Select(decal => decal.Id)).ToHashSet();
            if (missing.Count > 0 || found.Count == 0)
            {
                throw new Problem(
                    ProblemCode.DecalMissing,
                    body.DecalIds is null
                        ? [Fault.At("/material_edition_id", FaultCode.Missing)]
                        : [.. ids.Index().Where(id => missing.Contains(id.Item))
                            .Select(id => Fault.At($"/decal_ids/{id.Index}", FaultCode.Missing))]);
            }
        }
    }

    private static Body Example => new()
    {
        DecalIds = [Decal.Example.Id],
        ProgrammeId = Partnership.Example.ProgrammeId,
        Size = "100x100",
        Sheet = new SheetBody { Page = SheetPage.A4 },
    };

    private const string SelectAsked =
        $"""
        {PrintableDecal.Select}
          and (d.id = any(@ids) or (d.material_edition_id = @editionId and d.serial between @from and @to))
        order by d.serial
        """;
}
