using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A member makes a secret address worthless.</summary>
public static class RevokeCalendarFeed
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/calendar-feeds/{calendarFeedId:guid}", Endpoint)
        .Requires(Permission.KeepCalendarFeeds)
        .Describe(nameof(RevokeCalendarFeed), "Revoke a calendar feed",
            "One of your own. Its address answers as one that never existed, at once and for good; make another if you need it.")
        .GivesNothing();

    private static async Task<IResult> Endpoint(
        Guid calendarFeedId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(calendarFeedId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid CalendarFeedId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.CalendarFeedId;
            var feed = await database.FirstOrDefault<CalendarFeed>(
                LockFeed, new { id, memberId = callers.Caller.Id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, feed.Version);
            audit.Record("calendar_feed", id, ["revoked_at"]);
            await database.Execute(Revoke, new { id, now = clock.GetUtcNow() }, cancellationToken);
            return Unit.Value;
        }
    }

    // Locked, so that of two revocations the second finds nothing.
    private const string LockFeed =
        $"""
        select {CalendarFeed.Columns}
        from calendar_feeds f
        where f.tenant_id = @tenantId and f.id = @id and f.member_id = @memberId and f.revoked_at is null
        for update
        """;

    private const string Revoke =
        """
        update calendar_feeds f
        set revoked_at = @now, updated_at = @now, version = f.version + 1
        where f.tenant_id = @tenantId and f.id = @id
        """;
}
