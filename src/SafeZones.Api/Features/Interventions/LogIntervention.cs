using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;

namespace SafeZones.Api.Features.Interventions;

/// <summary>Somebody of the network writes down that staff stepped in when somebody was harassed.</summary>
public static class LogIntervention
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/interventions", Endpoint)
        .Requires(Permission.LogInterventions)
        .Describe(nameof(LogIntervention), "Log an intervention", """
            No names, no numbers, no exact time or place. The narrative is refused unless the programme enables it, and when it holds
            a telephone number, an address, a web page or a document's number; it is sealed under the organisation's own key, is not
            in any answer, list or export, and is deleted after 90 days. Needs an `Idempotency-Key`, so that a telephone without
            reception may send it twice.
            """)
        .InsistsOnIdempotencyKey()
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Intervention.Example)
        .Refuses(ProblemCode.PartnershipMissing, ProblemCode.InterventionImpossible, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireIdempotencyKey();
        BodyRules.Check(body);
        var intervention = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/interventions/{intervention.Id}", intervention);
    }

    /// <summary>An intervention.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>At which venue, and for which programme.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>What happened.</summary>
        public required InterventionReport Report { get; init; }

        /// <summary>What the words above do not say, without anything that tells who anybody is.</summary>
        [StringLength(InterventionWriting.NarrativeCharactersMax, MinimumLength = 1), NoIdentifiers]
        public string? Narrative { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => InterventionWriting.NarrativeFaults(Report, Narrative);
    }

    internal sealed record Command(Body Body) : ICommand<Intervention>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, OrganisationKeys keys, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Intervention>
    {
        public async Task<Intervention> Handle(Command command, CancellationToken cancellationToken)
        {
            var (report, narrative) = (command.Body.Report, command.Body.Narrative);
            var (place, key) = await Look(command.Body.PartnershipId, cancellationToken);
            InterventionWriting.Refuse(place, report, narrative);
            Problem.ThrowIfTooMany(place.RecordedToday + 1, RecordedADayMax);

            // Not made from the clock: an id that is passed on does not tell when somebody asked for help.
            var id = Guid.NewGuid();
            var retentionUntil = place.RetentionUntil(report);
            var purgeOn = narrative is null ? (DateOnly?)null : place.PurgeOn;
            var dueOn = InterventionWriting.DueOn(retentionUntil, purgeOn);
            List<SqlCall> writing =
            [
                new(InsertIntervention, new { id, partnershipId = command.Body.PartnershipId, today = place.Today, retentionUntil, dueOn }),
                InterventionWriting.Edition(id, edition: 1, report, place.Today, callers.Caller.Id),
            ];
            if (narrative is not null)
            {
                key ??= await keys.Make(cancellationToken);
                writing.Add(InterventionWriting.Narrative(id, edition: 1, keys, key, narrative, place.PurgeOn));
            }

            audit.Record("intervention", id, narrative is null ? ["report"] : ["report", "narrative"]);
            // Nothing is decided any more: all of it travels with the commit.
            database.CloseWith(writing);
            return Intervention.Told(
                id, command.Body.PartnershipId, report, narrative is not null, place.Today, retentionUntil);
        }

        private async Task<(InterventionWriting.Place Place, OrganisationKey? Key)> Look(
            Guid partnershipId, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                SelectPlaceThenLockKey, new { partnershipId, now = clock.GetUtcNow() }, cancellationToken);
            var place = await answers.FirstOrDefault<InterventionWriting.Place>(cancellationToken)
                ?? throw new Problem(ProblemCode.PartnershipMissing, Fault.At("/partnership_id", FaultCode.Missing));
            return (place, await answers.FirstOrDefault<OrganisationKey>(cancellationToken));
        }
    }

    /// <summary>Interventions that are told of one venue on one day: many times what the busiest night brings.</summary>
    internal const int RecordedADayMax = 100;

    private static Body Example => new() { PartnershipId = Intervention.Example.PartnershipId!.Value, Report = InterventionReport.Example };

    internal const string SelectPlaceThenLockKey =
        $"""
        select {InterventionWriting.Place.Columns}
        from partnerships r
        {InterventionWriting.Place.Joins}
        where r.tenant_id = @tenantId and r.id = @partnershipId;

        {OrganisationKey.LockCurrent}
        """;

    internal const string InsertIntervention =
        """
        insert into interventions (
            tenant_id, id, partnership_id, edition, review_status, recorded_on, retention_until, is_on_hold, due_on, version)
        values (@tenantId, @id, @partnershipId, 1, 'submitted', @today, @retentionUntil, false, @dueOn, 1)
        """;
}
