using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A calendar that was given the secret address reads what trainings there are.</summary>
public static class ReadCalendarFeed
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/calendar-feeds/{token}", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(ReadCalendarFeed), "Read a calendar feed", """
            The organisation's training sessions from thirty days ago on, five hundred at the most, as one calendar (RFC 5545).
            One that was called off is `CANCELLED`. It names nobody, and no venue but one that is `public`. A secret that does
            not exist, one that was revoked and one whose member may not read trainings any more get the same 404.
            """)
        .GivesText<CalendarFile>(CalendarEntry.MediaType, CalendarFile.Example);

    private static async Task<IResult> Endpoint(
        string token, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.KnownText(context, CalendarEntry.MediaType, (await mediator.Send(new Query(token), cancellationToken)).Text);

    internal sealed record Query(string Token) : IPlatformQuery<CalendarFile>
    {
        // The secret is not written down, wherever a query is.
        public override string ToString() => nameof(ReadCalendarFeed);
    }

    internal sealed class Handler(PlatformDatabase database, TimeProvider clock) : IRequestHandler<Query, CalendarFile>
    {
        public async Task<CalendarFile> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                SelectSessions,
                new { tokenHash = RandomSecret.Hash(query.Token), since = clock.GetUtcNow() - LookBack }, cancellationToken);
            await answers.List<object>(cancellationToken);
            if (await answers.FirstOrDefault<MemberRole?>(cancellationToken) is not { } role
                || !Rights.Of(role).Contains(Permission.KeepCalendarFeeds))
            {
                throw new Problem(ProblemCode.NotFound);
            }

            return CalendarEntry.File(await answers.List<CalendarEntry>(cancellationToken));
        }
    }

    // The secret says whose partition; row security then shows that one and no other.
    private const string SelectSessions =
        $"""
        select set_tenant(k.organisation_id) from calendar_feed_tokens k where k.token_hash = @tokenHash;

        select m.role
        from calendar_feed_tokens k
        join tenant_directory d on d.id = k.organisation_id and d.status = 'active'
        join calendar_feeds f on f.tenant_id = k.organisation_id and f.id = k.calendar_feed_id and f.revoked_at is null
        join members m on m.tenant_id = f.tenant_id and m.id = f.member_id and m.disabled_at is null
        where k.token_hash = @tokenHash;

        select {CalendarEntry.Columns}
        from calendar_feed_tokens k
        join training_sessions s on s.tenant_id = k.organisation_id and s.starts_at >= @since
        {CalendarEntry.Joins}
        where k.token_hash = @tokenHash
        order by s.starts_at, s.id
        limit 500
        """;
}
