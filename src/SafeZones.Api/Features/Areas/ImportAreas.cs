using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Features.Areas;

/// <summary>A coordinator brings in the districts of a map.</summary>
public static class ImportAreas
{
    internal const int FeaturesMax = 500;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/areas/import", Endpoint)
        .Requires(Permission.ManageAreas)
        .Describe(nameof(ImportAreas), "Import areas", $"""
            A GeoJSON FeatureCollection of at most {FeaturesMax} polygons and multipolygons in WGS 84, applied as a whole
            or, if anything is wrong, not at all. A feature whose code an area has already changes that area: its
            geometry, and its name in `language`; other languages stay. Every other feature becomes a new area, so
            without `admin_code_property` a repeated import doubles them. Members that GeoJSON does not define are passed
            over, as RFC 7946 asks. Needs an `Idempotency-Key`.
            """)
        .Takes(Example, "application/geo+json", "application/json")
        .Gives(StatusCodes.Status200OK, ImportedExample)
        .InsistsOnIdempotencyKey()
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, Body body, RequestDetails details, CallerAccessor callers, IMediator mediator,
        CancellationToken cancellationToken)
    {
        details.RequireIdempotencyKey();
        var language = parameters.Language ?? callers.Caller.Organisation.DefaultLocale;
        if (!LanguageTag.Exists(language))
        {
            throw new Problem(ProblemCode.InvalidRequest, Fault.In("language", FaultCode.UnknownLanguage));
        }

        BodyRules.Check(body);
        var features = new ImportedFeatures(language, parameters.NameProperty ?? "name", parameters.AdminCodeProperty);
        return Reply.Json(await mediator.Send(new Command(features.Read(body), features.NamePointer), cancellationToken));
    }

    /// <summary>What the properties of the features mean.</summary>
    internal sealed record Parameters
    {
        /// <summary>The property that holds the name; <c>name</c> unless said otherwise.</summary>
        [FromQuery(Name = "name_property"), StringLength(100)]
        public string? NameProperty { get; init; }

        /// <summary>The property that holds the official code, a text or a whole number.</summary>
        [FromQuery(Name = "admin_code_property"), StringLength(100)]
        public string? AdminCodeProperty { get; init; }

        /// <summary>The language of the names (BCP 47); the organisation's default unless said otherwise.</summary>
        [FromQuery(Name = "language"), StringLength(35)]
        public string? Language { get; init; }
    }

    /// <summary>A GeoJSON FeatureCollection (RFC 7946).</summary>
    public sealed record Body
    {
        /// <summary>Always <c>FeatureCollection</c>.</summary>
        [AllowedValues("FeatureCollection")]
        public required string Type { get; init; }

        /// <summary>Only WGS 84 is understood, which is what its absence means.</summary>
        public JsonElement? Crs { get; init; }

        /// <summary>The areas.</summary>
        [Length(1, FeaturesMax)]
        public required IReadOnlyList<Feature> Features { get; init; }

        /// <summary>Members that mean nothing here.</summary>
        [JsonExtensionData]
        public IDictionary<string, JsonElement>? Others { get; init; }
    }

    /// <summary>One area of a map.</summary>
    public sealed record Feature
    {
        /// <summary>Always <c>Feature</c>.</summary>
        [AllowedValues("Feature")]
        public required string Type { get; init; }

        /// <summary>What the map knows of it, its name and code among them.</summary>
        public IReadOnlyDictionary<string, JsonElement>? Properties { get; init; }

        /// <summary>What it covers: an <see cref="AreaGeometry"/>.</summary>
        public JsonElement? Geometry { get; init; }

        /// <summary>Members that mean nothing here.</summary>
        [JsonExtensionData]
        public IDictionary<string, JsonElement>? Others { get; init; }
    }

    /// <summary>What became of a feature.</summary>
    public enum ImportOutcome
    {
        /// <summary>A new area.</summary>
        Created,
        /// <summary>The area of this code has changed.</summary>
        Updated,
        /// <summary>The area of this code was like this already.</summary>
        Unchanged,
    }

    /// <summary>What an import did.</summary>
    /// <param name="Created">How many areas are new.</param>
    /// <param name="Updated">How many have changed.</param>
    /// <param name="Unchanged">How many were like this already.</param>
    /// <param name="Areas">Each feature in its order.</param>
    public sealed record Imported(int Created, int Updated, int Unchanged, IReadOnlyList<ImportedResult> Areas);

    /// <summary>The area of a feature.</summary>
    /// <param name="Index">Which feature, from 0.</param>
    /// <param name="Id">The area.</param>
    /// <param name="AdminCode">Its official code.</param>
    /// <param name="Outcome">What became of it.</param>
    public sealed record ImportedResult(int Index, Guid Id, string? AdminCode, ImportOutcome Outcome);

    internal sealed record Command(IReadOnlyList<AreaBody> Areas, Func<int, string> NamePointer) : ICommand<Imported>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Imported>
    {
        public async Task<Imported> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var known = await LockAreasByCode(command.Areas, cancellationToken);
            var results = new List<ImportedResult>();
            var writes = new List<SqlCall>();
            var boxes = new List<BoundingBox>();
            foreach (var (index, sent) in command.Areas.Index())
            {
                var (id, outcome, area) = Decide(sent, known, index, command.NamePointer, now);
                results.Add(new ImportedResult(index, id, sent.AdminCode, outcome));
                if (area is null)
                {
                    continue;
                }

                writes.AddRange(outcome == ImportOutcome.Created
                    ? AreaWriting.Insert(id, area, now)
                    : AreaWriting.Update(id, area, now));
                boxes.Add(area.Shape.BoundingBox);
                audit.Record("area", id, ["name", "admin_code", "geometry"]);
            }

            if (writes.Count == 0)
            {
                audit.RecordNoChange();
            }
            else
            {
                var changed = results.Where(result => result.Outcome != ImportOutcome.Unchanged).Select(result => result.Id);
                await Write([.. writes, VenueReassignment.After([.. changed], Around(boxes), now)], cancellationToken);
            }

            return new Imported(Count(ImportOutcome.Created), Count(ImportOutcome.Updated), Count(ImportOutcome.Unchanged), results);

            int Count(ImportOutcome outcome) => results.Count(result => result.Outcome == outcome);
        }

        private async Task<Dictionary<string, Area>> LockAreasByCode(IReadOnlyList<AreaBody> areas, CancellationToken cancellationToken)
        {
            var codes = areas.Select(area => area.AdminCode).OfType<string>().ToArray();
            await using var answers = await database.Ask(
                [AreaLookup.ChangeAreasAlone, new SqlCall(SelectAreasByCode, new { codes })], cancellationToken);
            return (await answers.List<Area>(cancellationToken)).ToDictionary(area => area.AdminCode!);
        }

        private static (Guid Id, ImportOutcome Outcome, AreaContent? ToWrite) Decide(
            AreaBody sent, Dictionary<string, Area> known, int index, Func<int, string> namePointer, DateTimeOffset now)
        {
            if (sent.AdminCode is null || !known.TryGetValue(sent.AdminCode, out var area))
            {
                return (RowId.At(now), ImportOutcome.Created, AreaContent.Of(sent));
            }

            var before = area.ToBody();
            var name = before.Name.ToDictionary();
            foreach (var (language, text) in sent.Name)
            {
                name[language] = text;
            }

            Problem.ThrowIfAny([.. new TranslatedTextAttribute().Faults(name).Select(fault => fault with { Pointer = namePointer(index) })]);
            var content = AreaContent.Of(sent) with { Name = name };
            return content.Says(before)
                ? (area.Id, ImportOutcome.Unchanged, null)
                : (area.Id, ImportOutcome.Updated, content);
        }

        private async Task Write(IReadOnlyList<SqlCall> writes, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask([.. writes, new SqlCall(AreaWriting.CountAreas, null)], cancellationToken);
            foreach (var venueId in await answers.List<Guid>(cancellationToken))
            {
                audit.Record("venue", venueId, ["area_id"]);
            }

            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), AreaWriting.AreasMax);
        }

        private static BoundingBox Around(List<BoundingBox> boxes) => new(
            boxes.Min(box => box.West), boxes.Min(box => box.South), boxes.Max(box => box.East), boxes.Max(box => box.North));
    }

    private static readonly Imported ImportedExample = new(
        1, 0, 0, [new ImportedResult(0, AreaExamples.Area.Id, AreaExamples.Area.AdminCode, ImportOutcome.Created)]);

    private static readonly Body Example = new()
    {
        Type = "FeatureCollection",
        Features =
        [
            new Feature
            {
                Type = "Feature",
                Properties = new Dictionary<string, JsonElement>
                {
                    ["name"] = JsonElement.Parse("\"Example District\""), ["code"] = JsonElement.Parse("\"VN-EX-01\""),
                },
                Geometry = JsonSerializer.SerializeToElement(AreaExamples.Body.Geometry, ApiJson.Options),
            },
        ],
    };

    private const string SelectAreasByCode =
        $"select {Area.Columns} from areas a where a.tenant_id = @tenantId and a.admin_code = any(@codes)";
}
