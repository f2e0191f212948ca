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
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A member has their calendar follow the organisation's trainings.</summary>
public static class CreateCalendarFeed
{
    /// <summary>Feeds of one member that are not revoked.</summary>
    internal const int FeedsMax = 10;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/calendar-feeds", Endpoint)
        .Requires(Permission.KeepCalendarFeeds)
        .Describe(nameof(CreateCalendarFeed), "Create a calendar feed", $"""
            The answer holds the secret `url`, and no other answer ever will: calendars cannot sign in. Give it to your calendar
            and to nobody else. It works until you revoke it or stop being an active member. At most {FeedsMax} for each member.
            """)
        .Takes(new Body { Name = CalendarFeed.Example.Name })
        .Gives(StatusCodes.Status201Created, CalendarFeed.ExampleWithUrl)
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, PlatformSettings platform, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var (feed, token) = await mediator.Send(new Command(body), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = ETags.Of(feed.Version);
        return Reply.Json(
            feed with { Url = $"{platform.PublicUrl}/v1/public/calendar-feeds/{token}" }, StatusCodes.Status201Created);
    }

    /// <summary>A feed.</summary>
    public sealed record Body
    {
        /// <summary>Which calendar it is for, such as <c>My telephone</c>.</summary>
        [StringLength(60, MinimumLength = 1), OneLine]
        public required string Name { get; init => field = value.Trim(); }
    }

    internal sealed record Command(Body Body) : ICommand<Made>;

    internal sealed record Made(CalendarFeed Feed, string Token);

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Made>
    {
        public async Task<Made> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var (id, token) = (RowId.At(now), RandomSecret.New());
            audit.Record("calendar_feed", id, ["name"]);
            await using var answers = await database.Ask(
                InsertFeedThenCount,
                new { id, memberId = callers.Caller.Id, name = command.Body.Name, tokenHash = RandomSecret.Hash(token), now },
                cancellationToken);
            var feed = (await answers.FirstOrDefault<CalendarFeed>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), FeedsMax);
            return new Made(feed, token);
        }
    }

    private const string InsertFeedThenCount =
        $"""
        insert into calendar_feeds as f (tenant_id, id, member_id, name, created_at, updated_at, version)
        values (@tenantId, @id, @memberId, @name, @now, @now, 1)
        returning {CalendarFeed.Columns};

        select count(*) from calendar_feeds f where f.tenant_id = @tenantId and f.member_id = @memberId and f.revoked_at is null;

        insert into calendar_feed_tokens (token_hash, organisation_id, calendar_feed_id) values (@tokenHash, @tenantId, @id)
        """;
}
