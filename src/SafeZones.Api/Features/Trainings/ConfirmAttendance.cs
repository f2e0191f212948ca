using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A venue confirms by its link who was there when its people were trained.</summary>
public static class ConfirmAttendance
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/attendance", Endpoint)
        .RequiresLink(LinkPurpose.ConfirmAttendance)
        .Describe(nameof(ConfirmAttendance), "Confirm who was trained", """
            One of the sessions that the link shows: those that were held for this venue, and those for several at which its people were.
            It confirms its own people and learns of nobody else's. From then on their attendance stays as it is.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, ConfirmedAttendance.Example)
        .Refuses(ProblemCode.SessionMissing, ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>Which session.</summary>
    public sealed record Body
    {
        /// <summary>The training session.</summary>
        public required Guid TrainingSessionId { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<ConfirmedAttendance>;

    internal sealed class Handler(
        LinkUse link, TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, ConfirmedAttendance>
    {
        public async Task<ConfirmedAttendance> Handle(Command command, CancellationToken cancellationToken)
        {
            var (partnershipId, id, now) = (await link.Take(cancellationToken), command.Body.TrainingSessionId, clock.GetUtcNow());
            if (await database.FirstOrDefault<bool?>(SelectIsShared, new { id, partnershipId }, cancellationToken)
                is not { } isShared)
            {
                throw new Problem(ProblemCode.SessionMissing, Fault.At("/training_session_id", FaultCode.Missing));
            }

            if (!isShared)
            {
                var session = await TrainingSessionMoving.Move(
                    database, callers.Caller, audit, id, expectedVersion: null, TrainingSessionAction.Confirm, now, cancellationToken);
                return new ConfirmedAttendance(session.Id, session.Attended, session.ConfirmedByVenueAt!.Value);
            }

            return await ConfirmOwn(id, partnershipId, now, cancellationToken);
        }

        // The session stays as it is for the others: a coordinator confirms it as a whole.
        private async Task<ConfirmedAttendance> ConfirmOwn(
            Guid id, Guid partnershipId, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var session = await TrainingSessionMoving.Lock(database, id, expectedVersion: null, cancellationToken);
            TrainingSessionMoving.RefuseByTable(session, TrainingSessionAction.Confirm, callers.Caller);
            var own = (await database.FirstOrDefault<Own>(SelectOwn, new { id, partnershipId }, cancellationToken))!;
            TrainingSessionMoving.RefuseByGuards(
                TrainingSessionGuards.RefuseConfirmation(own.Attended), TrainingSessionGuards.RefuseConfirmed(own.ConfirmedAt));
            audit.Record("training_session", id, ["session_confirmations"]);
            await database.Execute(
                InsertConfirmation, new { id, venueId = own.VenueId, attended = own.Attended, now }, cancellationToken);
            return new ConfirmedAttendance(id, own.Attended, now);
        }
    }

    private sealed record Own(Guid VenueId, int Attended, DateTimeOffset? ConfirmedAt);

    private static Body Example => new() { TrainingSessionId = TrainingSession.Example.Id };

    // Its own, or one for several venues at which its people were; of any other it does not even learn that there is one.
    private const string SelectIsShared =
        """
        select s.venue_id is null as is_shared
        from training_sessions s
        join partnerships r on r.tenant_id = s.tenant_id and r.id = @partnershipId
        where s.tenant_id = @tenantId and s.id = @id
          and (s.venue_id = r.venue_id or s.venue_id is null and exists (
              select from training_records t where t.tenant_id = s.tenant_id and t.session_id = s.id and t.venue_id = r.venue_id))
        """;

    // Asked once the session is locked, under which attendance is written as well.
    private const string SelectOwn =
        """
        select r.venue_id,
            (select coalesce(sum(t.headcount), 0)::int
             from training_records t
             where t.tenant_id = r.tenant_id and t.session_id = @id and t.venue_id = r.venue_id) as attended,
            (select k.confirmed_at
             from session_confirmations k
             where k.tenant_id = r.tenant_id and k.session_id = @id and k.venue_id = r.venue_id) as confirmed_at
        from partnerships r
        where r.tenant_id = @tenantId and r.id = @partnershipId
        """;

    private const string InsertConfirmation =
        """
        insert into session_confirmations (tenant_id, session_id, venue_id, attended, confirmed_at)
        values (@tenantId, @id, @venueId, @attended, @now);

        update training_sessions s
        set updated_at = @now, version = s.version + 1
        where s.tenant_id = @tenantId and s.id = @id
        """;
}

/// <summary>What a venue has confirmed.</summary>
/// <param name="TrainingSessionId">The training session.</param>
/// <param name="Attended">How many of its people were there.</param>
/// <param name="ConfirmedByVenueAt">When the venue said so (UTC).</param>
public sealed record ConfirmedAttendance(Guid TrainingSessionId, int Attended, DateTimeOffset ConfirmedByVenueAt)
{
    internal static ConfirmedAttendance Example { get; } = new(
        TrainingSession.Example.Id, 9, new DateTimeOffset(2026, 12, 2, 6, 0, 0, TimeSpan.Zero));
}
