using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A volunteer or coordinator logs a visit, perhaps hours later and perhaps twice.</summary>
public static class LogOutreachVisit
{
    internal const int TokensMax = 20;

    /// <summary>Visits about one partnership: one a week for ten years.</summary>
    internal const int VisitsMax = 500;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/outreach-visits", Endpoint)
        .Requires(Permission.LogVisits)
        .Describe(nameof(LogOutreachVisit), "Log a visit", """
            The phone chooses the `id`, so that a visit which it sends twice is stored once: the second time the answer is 200
            with the visit as it is stored. The moves that follow from the outcome are made at once: an `interested` venue
            becomes interested, one that refuses becomes declined until `recontact_after` (three, six or twelve months after
            `not_now`, `refused` or `refused_hostile` unless you name a day). A visit that moves nothing is stored all the same.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, OutreachVisit.Example)
        .Produces<OutreachVisit>(StatusCodes.Status200OK)
        .Refuses(ProblemCode.PartnershipMissing, ProblemCode.VisitIdTaken, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var logged = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Json(logged.Visit, logged.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>A visit.</summary>
    public sealed record Body
    {
        /// <summary>A UUID that the client makes.</summary>
        public required Guid Id { get; init; }

        /// <summary>The partnership that it was about.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>When it was, to the second, and not in the future.</summary>
        [PastInstant]
        public required DateTimeOffset VisitedAt { get; init => field = value.AddTicks(-(value.Ticks % TimeSpan.TicksPerSecond)); }

        /// <summary>How it went.</summary>
        public required VisitOutcome Outcome { get; init; }

        /// <summary>What spoke against it, as tokens such as <c>no_time</c>.</summary>
        [Length(0, TokensMax), Tokens]
        public IReadOnlyList<string> Objections { get; init; } = [];

        /// <summary>What was left there, as tokens such as <c>flyer</c>.</summary>
        [Length(0, TokensMax), Tokens]
        public IReadOnlyList<string> MaterialsLeft { get; init; } = [];

        /// <summary>The day planned for the next step.</summary>
        [CalendarDay]
        public DateOnly? NextStepOn { get; init; }

        /// <summary>The day before which the venue wants to be left in peace.</summary>
        [CalendarDay]
        public DateOnly? RecontactAfter { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<Logged>;

    internal sealed record Logged(OutreachVisit Visit, bool IsNew);

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Logged>
    {
        public async Task<Logged> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var (place, known) = await Lock(body, cancellationToken);
            if (known is not null)
            {
                audit.RecordNoChange();
                return Says(known, body) ? new Logged(known, IsNew: false) : throw new Problem(ProblemCode.VisitIdTaken, Fault.At("/id", FaultCode.Taken));
            }

            if (place is null)
            {
                throw new Problem(ProblemCode.PartnershipMissing, Fault.At("/partnership_id", FaultCode.Missing));
            }

            Problem.ThrowIfTooMany(place.Visits + 1, VisitsMax);
            return new Logged(await Store(body, place, cancellationToken), IsNew: true);
        }

        private async Task<(Place?, OutreachVisit?)> Lock(Body body, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                LockPartnership, new { partnershipId = body.PartnershipId, id = body.Id }, cancellationToken);
            return (await answers.FirstOrDefault<Place>(cancellationToken), await answers.FirstOrDefault<OutreachVisit>(cancellationToken));
        }

        private async Task<OutreachVisit> Store(Body body, Place place, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var visitedOn = TimeZoneName.DayOf(body.VisitedAt, place.TimeZone);
            var actor = PartnershipHistory.ActorOf(callers.Caller);
            var moves = Outreach.MovesOf(
                place.Status, body.Outcome, actor, mayRecontact: !(visitedOn < place.RecontactAfter));
            var (status, history) = PartnershipHistory.Make(
                body.PartnershipId, place.Status, moves, actor, callers.Caller.Id, now);
            var recontactAfter = body.RecontactAfter ?? Outreach.RecontactAfter(body.Outcome, visitedOn);
            if (status == PartnershipStatus.Closed && status != place.Status)
            {
                // Somebody stood before a place that is gone: what is on show there is asked back.
                await DecalRecalls.Follow(
                    database, body.PartnershipId, status, TimeZoneName.DayOf(now, place.TimeZone), now, cancellationToken);
            }

            await using var answers = await database.Ask(
                [
                    new SqlCall(InsertVisit, new
                    {
                        id = body.Id,
                        partnershipId = body.PartnershipId,
                        visitedAt = body.VisitedAt,
                        outcome = body.Outcome,
                        objections = body.Objections.ToArray(),
                        materialsLeft = body.MaterialsLeft.ToArray(),
                        nextStepOn = body.NextStepOn,
                        recontactAfter,
                        recordedBy = callers.Caller.Id,
                        now,
                    }),
                    new SqlCall(UpdatePartnership, new
                    {
                        partnershipId = body.PartnershipId, status, nextStepOn = body.NextStepOn, recontactAfter, now,
                    }),
                    .. history,
                ],
                cancellationToken);
            audit.Record("outreach_visit", body.Id, ["outcome", "visited_at"]);
            if (moves.Count > 0)
            {
                audit.Record("partnership", body.PartnershipId, ["status"]);
            }

            return (await answers.FirstOrDefault<OutreachVisit>(cancellationToken))!;
        }

        private static bool Says(OutreachVisit known, Body body) =>
            known.PartnershipId == body.PartnershipId && known.VisitedAt == body.VisitedAt && known.Outcome == body.Outcome
            && known.Objections.SequenceEqual(body.Objections) && known.MaterialsLeft.SequenceEqual(body.MaterialsLeft)
            && known.NextStepOn == body.NextStepOn && (body.RecontactAfter is null || known.RecontactAfter == body.RecontactAfter);
    }

    private sealed record Place(PartnershipStatus Status, DateOnly? RecontactAfter, string TimeZone, long Visits);

    private static Body Example => new()
    {
        Id = OutreachVisit.Example.Id,
        PartnershipId = OutreachVisit.Example.PartnershipId,
        VisitedAt = OutreachVisit.Example.VisitedAt,
        Outcome = OutreachVisit.Example.Outcome,
        Objections = OutreachVisit.Example.Objections,
        MaterialsLeft = OutreachVisit.Example.MaterialsLeft,
        NextStepOn = OutreachVisit.Example.NextStepOn,
    };

    // Locked, so that the same visit sent twice at once waits, and two visits move one after the other.
    private const string LockPartnership =
        $"""
        select r.status, r.recontact_after, v.time_zone,
            (select count(*) from outreach_visits o where o.tenant_id = r.tenant_id and o.partnership_id = r.id) as visits
        from partnerships r
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where r.tenant_id = @tenantId and r.id = @partnershipId
        for update of r;

        select {OutreachVisit.Columns} from outreach_visits o where o.tenant_id = @tenantId and o.id = @id
        """;

    private const string InsertVisit =
        $"""
        insert into outreach_visits as o (
            tenant_id, id, partnership_id, visited_at, outcome, objections, materials_left, next_step_on, recontact_after,
            recorded_by, recorded_at)
        values (
            @tenantId, @id, @partnershipId, @visitedAt, @outcome, @objections, @materialsLeft, @nextStepOn, @recontactAfter,
            @recordedBy, @now)
        returning {OutreachVisit.Columns}
        """;

    private const string UpdatePartnership =
        """
        update partnerships r
        set status = @status, due_at = @now,
            status_since = case when r.status = @status then r.status_since else @now end,
            next_step_on = @nextStepOn, recontact_after = @recontactAfter, updated_at = @now, version = r.version + 1
        where r.tenant_id = @tenantId and r.id = @partnershipId
        """;
}
