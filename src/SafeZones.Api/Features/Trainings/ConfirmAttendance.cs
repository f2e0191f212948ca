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
            One of the sessions that the link shows: those that were held for this venue alone. From then on attendance stays as it is.
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
            var (partnershipId, id) = (await link.Take(cancellationToken), command.Body.TrainingSessionId);
            _ = await database.FirstOrDefault<Guid?>(SelectSession, new { id, partnershipId }, cancellationToken)
                ?? throw new Problem(ProblemCode.SessionMissing, Fault.At("/training_session_id", FaultCode.Missing));
            var session = await TrainingSessionMoving.Move(
                database, callers.Caller, audit, id, expectedVersion: null, TrainingSessionAction.Confirm, clock.GetUtcNow(), cancellationToken);
            return new ConfirmedAttendance(session.Id, session.Attended, session.ConfirmedByVenueAt!.Value);
        }
    }

    private static Body Example => new() { TrainingSessionId = TrainingSession.Example.Id };

    // One with people of several venues is no single venue's to confirm.
    private const string SelectSession =
        """
        select s.id
        from training_sessions s
        join partnerships r on r.tenant_id = s.tenant_id and r.venue_id = s.venue_id
        where s.tenant_id = @tenantId and s.id = @id and r.id = @partnershipId
        """;
}

/// <summary>What a venue has confirmed.</summary>
/// <param name="TrainingSessionId">The training session.</param>
/// <param name="Attended">How many were there.</param>
/// <param name="ConfirmedByVenueAt">When the venue said so (UTC).</param>
public sealed record ConfirmedAttendance(Guid TrainingSessionId, int Attended, DateTimeOffset ConfirmedByVenueAt)
{
    internal static ConfirmedAttendance Example { get; } = new(
        TrainingSession.Example.Id, 9, new DateTimeOffset(2026, 12, 2, 6, 0, 0, TimeSpan.Zero));
}
