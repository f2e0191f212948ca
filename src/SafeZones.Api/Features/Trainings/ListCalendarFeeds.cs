using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A member looks which calendars follow the trainings in their name.</summary>
public static class ListCalendarFeeds
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/calendar-feeds", Endpoint)
        .Requires(Permission.KeepCalendarFeeds)
        .Describe(nameof(ListCalendarFeeds), "List calendar feeds",
            "Your own that are not revoked, in the order in which they were made.")
        .Gives(StatusCodes.Status200OK, new Page<CalendarFeed>([CalendarFeed.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Page(context, new Page<CalendarFeed>(
            await mediator.Send(new Query(), cancellationToken), new PageEnd(null, false)));

    internal sealed record Query : IQuery<List<CalendarFeed>>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers) : IRequestHandler<Query, List<CalendarFeed>>
    {
        public Task<List<CalendarFeed>> Handle(Query query, CancellationToken cancellationToken) =>
            database.List<CalendarFeed>(SelectFeeds, new { memberId = callers.Caller.Id }, cancellationToken);
    }

    // There are never more than ten.
    private const string SelectFeeds =
        $"""
        select {CalendarFeed.Columns}
        from calendar_feeds f
        where f.tenant_id = @tenantId and f.member_id = @memberId and f.revoked_at is null
        order by f.id
        """;
}
