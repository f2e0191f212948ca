using System.ComponentModel.DataAnnotations;
using MediatR;
using Npgsql;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>A coordinator or integrator registers up to a hundred venues at once.</summary>
public static class RegisterVenueBatch
{
    private const int AttemptsMax = 3;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/venues/batch", Endpoint)
        .Requires(Permission.WriteVenues)
        .Describe(nameof(RegisterVenueBatch), "Register many venues", """
            All of them or, if anything is wrong with one, none: then `errors` says what, as `/items/7/name/en`. With
            `Prefer: handling=lenient` those that can be registered are, and the answer is 207 with a status for each.
            Possible duplicates are named as when a venue is registered alone, other items included.
            """)
        .Takes(new Body { Items = [VenueExamples.Body] })
        .Gives(StatusCodes.Status201Created, new VenueBatch([new VenueBatchItem(0, StatusCodes.Status201Created, VenueExamples.Venue, null)]))
        .Produces<VenueBatch>(StatusCodes.Status207MultiStatus)
        .Refuses(ProblemCode.ExternalIdTaken, ProblemCode.ChainMissing, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        BatchRequest<VenueBody> request, HttpContext context, ProblemBodies problems, IMediator mediator, CancellationToken cancellationToken)
    {
        var isLenient = Preferences.IsLenient(context);
        var items = request.Read();
        if (!isLenient)
        {
            Problem.ThrowIfAny([.. items.SelectMany(item => item.Faults)]);
        }

        var sound = items.Where(item => item.Body is not null).ToList();
        var outcomes = sound.Count == 0
            ? []
            : (await mediator.Send(new Command(sound, isLenient), cancellationToken)).ToDictionary(outcome => outcome.Index);
        return Reply.Json(
            new VenueBatch([.. items.Select(item => outcomes.TryGetValue(item.Index, out var outcome)
                ? outcome.ToItem(context, problems)
                : VenueBatchItem.Refused(item.Index, problems.Of(context, new Problem(ProblemCode.InvalidRequest, [.. item.Faults]))))]),
            isLenient ? StatusCodes.Status207MultiStatus : StatusCodes.Status201Created);
    }

    /// <summary>Venues to register.</summary>
    public sealed record Body
    {
        /// <summary>The venues, in the order of the answer.</summary>
        [Length(1, Batches.ItemsMax)]
        public required IReadOnlyList<VenueBody> Items { get; init; }
    }

    internal sealed record Command(IReadOnlyList<BatchItem<VenueBody>> Items, bool IsLenient) : ICommand<List<Outcome>>;

    /// <summary>What became of an item: a venue, or why there is none and because of which member or limit.</summary>
    internal sealed record Outcome(int Index, Venue? Venue, string? Refusal = null, string? Pointer = null, int? Most = null)
    {
        public Problem ToProblem() => new(ProblemCode.All.First(code => code.Name == Refusal), ToFault());

        public Fault ToFault() => Most is { } most
            ? Fault.At(Pointer!, FaultCode.TooMany, ("most", most))
            : Fault.At(Pointer!, Refusal == ProblemCode.ChainMissing.Name ? FaultCode.Missing : FaultCode.Taken);

        public VenueBatchItem ToItem(HttpContext context, ProblemBodies problems) => Venue is null
            ? VenueBatchItem.Refused(Index, problems.Of(context, ToProblem()))
            : new VenueBatchItem(Index, StatusCodes.Status201Created, Venue, null);
    }

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, List<Outcome>>
    {
        public async Task<List<Outcome>> Handle(Command command, CancellationToken cancellationToken)
        {
            var start = DatabaseDoor.Mark;
            for (var attempt = 1; ; attempt++)
            {
                var outcomes = await VenueBatchConflicts.Find(database, start, command.Items, callers.Caller.Organisation, cancellationToken);
                if (!command.IsLenient && outcomes.Count > 0)
                {
                    throw new Problem(outcomes[0].ToProblem().Code, [.. outcomes.Select(outcome => outcome.ToFault())]);
                }

                var refused = outcomes.Select(outcome => outcome.Index).ToHashSet();
                try
                {
                    outcomes.AddRange(await Register([.. command.Items.Where(item => !refused.Contains(item.Index))], cancellationToken));
                    return outcomes;
                }
                catch (PostgresException broken) when (command.IsLenient && attempt < AttemptsMax
                    && broken.SqlState is PostgresErrorCodes.UniqueViolation)
                {
                    // Somebody took an id since we looked; the next look sees it.
                    start = DatabaseDoor.ReturnToMark;
                }
            }
        }

        private async Task<List<Outcome>> Register(IReadOnlyList<BatchItem<VenueBody>> items, CancellationToken cancellationToken)
        {
            if (items.Count == 0)
            {
                audit.RecordNoChange();
                return [];
            }

            var now = clock.GetUtcNow();
            // In their order, so that lists show the venues in the order of the batch.
            var ids = items.Select(_ => RowId.At(now)).Order().ToArray();
            var organisation = callers.Caller.Organisation;
            await using var answers = await database.Ask(
                [
                    .. VenueWriting.InsertMany([.. ids.Zip(items.Select(item => item.Body!))], organisation, now),
                    new SqlCall(SelectRegistered, new
                    {
                        ids, similar = RegisterVenue.SimilarNameMin, withinMetres = RegisterVenue.DuplicateWithinMetres,
                    }),
                ],
                cancellationToken);
            var venues = (await answers.List<Venue>(cancellationToken)).ToDictionary(venue => venue.Id);
            foreach (var group in (await answers.List<Duplicate>(cancellationToken)).GroupBy(duplicate => duplicate.OfId))
            {
                venues[group.Key].PossibleDuplicates = [.. group.Select(duplicate =>
                    new PossibleDuplicate(duplicate.Id, duplicate.Name, duplicate.DistanceM, duplicate.NameSimilarity))];
            }

            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), organisation.VenuesMax);

            foreach (var (id, item) in ids.Zip(items))
            {
                audit.Record("venue", id, VenueWriting.FieldsOf(item.Body!));
            }

            return [.. ids.Zip(items, (id, item) => new Outcome(item.Index, venues[id]))];
        }
    }

    private sealed record Duplicate(Guid OfId, Guid Id, JsonText Name, double DistanceM, double NameSimilarity);

    internal const string SelectRegistered =
        $"""
        select {Venue.Columns}
        from venues v
        where v.tenant_id = @tenantId and v.id = any(@ids);

        select v.id as of_id, near.id, near.name, near.distance_m, near.name_similarity
        from venues v
        cross join lateral (
            select {RegisterVenue.DuplicateColumns}
            from venues other
            where {RegisterVenue.IsPossibleDuplicate}
            order by distance_m, other.id
            limit 5) near
        where v.tenant_id = @tenantId and v.id = any(@ids)
        order by v.id, near.distance_m, near.id;

        select count(*) from venues v where v.tenant_id = @tenantId and v.deleted_at is null
        """;
}
