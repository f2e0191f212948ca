using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.MaterialRequests;

/// <summary>A venue asks by its link for flyers, cards or another sticker.</summary>
public static class AskForMaterials
{
    /// <summary>Requests of one partnership that nobody has looked after yet.</summary>
    internal const int OpenMax = 3;

    /// <summary>Kinds in one request: each once.</summary>
    internal const int ItemsMax = 12;

    /// <summary>The longest note, in characters.</summary>
    internal const int NoteCharactersMax = 200;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/material-requests", Endpoint)
        .RequiresLink(LinkPurpose.AskForMaterials)
        .Describe(nameof(AskForMaterials), "Ask for material", """
            What is counted, such as flyers or whistles, can be asked for freely. What is numbered (`window_decal`, `poster`, `charter`,
            `certificate`) can be asked for to replace what the venue has, or had until it was lost or damaged: the link shows how many.
            The note is refused when it holds a telephone number, an address, a web page or a document's number.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, MaterialRequest.Example)
        .Refuses(ProblemCode.PartnershipOver, ProblemCode.MaterialsNotGiven, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>What is asked for.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>How many of what; each kind once.</summary>
        [Length(1, ItemsMax)]
        public required IReadOnlyList<Item> Items { get; init; }

        /// <summary>Where or when it can be brought, or what else helps; no names and no numbers.</summary>
        [StringLength(NoteCharactersMax, MinimumLength = 1), OneLine, NoIdentifiers]
        public string? Note { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            var kinds = new HashSet<MaterialKind>();
            return Items.Index().Where(item => !kinds.Add(item.Item.Kind)).Select(item => Fault.At($"/items/{item.Index}/kind", FaultCode.Taken));
        }
    }

    /// <summary>So many of something.</summary>
    public sealed record Item
    {
        /// <summary>What.</summary>
        public required MaterialKind Kind { get; init; }

        /// <summary>How many.</summary>
        [Range(1, MaterialAsking.QuantityMax)]
        public required int Quantity { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<MaterialRequest>;

    internal sealed class Handler(LinkUse link, TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, MaterialRequest>
    {
        public async Task<MaterialRequest> Handle(Command command, CancellationToken cancellationToken)
        {
            var (partnershipId, body, now) = (await link.Take(cancellationToken), command.Body, clock.GetUtcNow());
            Refuse(body, await Look(partnershipId, cancellationToken));
            var id = RowId.At(now);
            audit.Record("material_request", id, ["items", "note"]);
            var items = body.Items.Select(item => new MaterialItem(item.Kind, item.Quantity)).ToList();
            return (await database.FirstOrDefault<MaterialRequest>(
                InsertRequest, new { id, partnershipId, items = JsonText.Of(items, ApiJson.Options), note = body.Note, now },
                cancellationToken))!;
        }

        private async Task<Dictionary<MaterialKind, int>> Look(Guid partnershipId, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                LockPartnershipThenCount, new { partnershipId, replaceable = MaterialAsking.Replaceable.ToArray() }, cancellationToken);
            if (PartnershipLifecycle.Terminal.Contains(await answers.FirstOrDefault<PartnershipStatus>(cancellationToken)))
            {
                throw new Problem(ProblemCode.PartnershipOver);
            }

            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, OpenMax);
            return (await answers.List<Held>(cancellationToken)).ToDictionary(one => one.Kind, one => one.Pieces);
        }

        private static void Refuse(Body body, Dictionary<MaterialKind, int> held)
        {
            var tooMany = body.Items.Index()
                .Select(item => (item.Index, item.Item.Quantity, Most: MaterialAsking.Most(item.Item.Kind, held.GetValueOrDefault(item.Item.Kind))))
                .Where(item => item.Quantity > item.Most)
                .Select(item => Fault.At($"/items/{item.Index}/quantity", FaultCode.MoreThanGiven, ("most", item.Most)))
                .ToArray();
            if (tooMany.Length > 0)
            {
                throw new Problem(ProblemCode.MaterialsNotGiven, tooMany);
            }
        }
    }

    private sealed record Held(MaterialKind Kind, int Pieces);

    private static Body Example => new()
    {
        Items = [new Item { Kind = MaterialKind.Flyer, Quantity = 50 }], Note = MaterialRequest.Example.Note,
    };

    // Locked, so that the count of open requests holds.
    private const string LockPartnershipThenCount =
        """
        select r.status from partnerships r where r.tenant_id = @tenantId and r.id = @partnershipId for no key update;

        select count(*)
        from material_requests m
        where m.tenant_id = @tenantId and m.partnership_id = @partnershipId and m.status = 'open';

        select e.kind, count(*)::int as pieces
        from decals d
        join material_editions e on e.tenant_id = d.tenant_id and e.id = d.material_edition_id
        where d.tenant_id = @tenantId and d.partnership_id = @partnershipId and d.state = any(@replaceable)
        group by e.kind
        """;

    private const string InsertRequest =
        $"""
        insert into material_requests as m (tenant_id, id, partnership_id, items, note, status, asked_at, version)
        values (@tenantId, @id, @partnershipId, @items, @note, 'open', @now, 1)
        returning {MaterialRequest.Columns}
        """;
}
