using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain;

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>Whoever holds a copy of the directory learns what to put in and what to take out.</summary>
public static class ListSafeZoneChanges
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/programmes/{slug}/changes", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(ListSafeZoneChanges), "List what changed in the directory", """
            Oldest change first, each venue once, as it is now: listed, with everything that the directory says of it, or listed
            no more, without a reason. Follow the pages to the last; then keep its `next_updated_since` and ask with that the
            next time. What is on its way while you ask is told then: a venue may come twice, and none is left out. Without
            `updated_since` it begins at the beginning. Take out at once what is not listed any more: somebody may walk there.
            """)
        .Gives(StatusCodes.Status200OK, SafeZoneChanges.Example);

    private static async Task<IResult> Endpoint(
        string slug, [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, TimeProvider clock, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var since = parameters.UpdatedSince?.Value;
        var begin = cursors.Read<Position>(parameters.Cursor, context) ?? Position.Begin(since, clock.GetUtcNow());
        var limit = parameters.Limit ?? Paging.LimitDefault;
        var rows = await mediator.Send(new Query(slug, begin, limit + 1), cancellationToken);
        var page = rows.Take(limit).ToList();
        var end = page.Count == 0 ? begin : begin.After(page[^1]);
        return Reply.Public(context, new SafeZoneChanges(
            [.. page.Select(row => row.ToChange())],
            Paging.EndAt(rows.Count > limit ? end : null, context),
            rows.Count > limit ? null : end.NextSince));
    }

    /// <summary>Since when, and how many at a time.</summary>
    internal sealed record Parameters
    {
        /// <summary>Only what changed after this instant: the <c>next_updated_since</c> of the last answer, or of a pack.</summary>
        [FromQuery(Name = "updated_since")]
        public Instant? UpdatedSince { get; init; }

        /// <summary>How many items at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }
    }

    /// <summary>How far a client has come: all changes up to this one.</summary>
    /// <param name="Settled">Nothing that happened before this is still on its way.</param>
    /// <param name="ChangedAt">When the last one happened; null before the first.</param>
    /// <param name="Id">Whose that was.</param>
    internal sealed record Position(DateTimeOffset Settled, DateTimeOffset? ChangedAt, Guid Id)
    {
        public static Position Begin(DateTimeOffset? since, DateTimeOffset now) =>
            // Of what happened at that very instant the client knows all.
            new(SafeZoneChanges.Settled(now), since, Guid.AllBitsSet);

        public Position After(Row row) => new(Settled, row.ChangedAt, row.Id);

        /// <summary>Where the next question begins: behind the last change, but not beyond what is settled.</summary>
        public DateTimeOffset NextSince => ChangedAt < Settled ? ChangedAt.Value : Settled;
    }

    internal sealed record Query(string Slug, Position Begin, int Rows) : IPlatformQuery<List<Row>>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, List<Row>>
    {
        public async Task<List<Row>> Handle(Query query, CancellationToken cancellationToken)
        {
            var values = new
            {
                slug = query.Slug,
                afterAt = query.Begin.ChangedAt ?? DateTimeOffset.UnixEpoch,
                afterId = query.Begin.Id,
                rows = query.Rows,
            };
            await using var answers = await PublicDirectory.Ask(database, SelectChanges, values, cancellationToken);
            return await answers.List<Row>(cancellationToken);
        }
    }

    internal sealed record Row(
        Guid Id, DateTimeOffset ChangedAt, bool IsListed, JsonText? Name, VenueCategory? Category, double? Latitude, double? Longitude,
        bool? IsApproximate, string? Street, string? Locality, string? OpeningHours, string? TimeZone, string[]? Languages, string[]? Offers)
    {
        public SafeZoneChange ToChange() => new(Id, IsListed, IsListed
            ? new SafeZone(
                Id, Name!.Value, Category!.Value, Latitude, Longitude, IsApproximate!.Value, Street, Locality, OpeningHours, TimeZone!,
                Languages!, Offers!, null)
            : null);
    }

    // A venue that is not listed left when the first of the conditions that fail now began to fail, or before: whoever heard of
    // it after that does not have it. What was never shown is no news: one that was hidden before it became a safe zone and ever
    // since is left out. A cause that nobody thought of here falls back to the last change of anything. What has not been
    // touched since is not looked at, and the limit of one lets PostgreSQL look up the others one by one.
    private const string SelectChanges =
        $"""
        select g.id, coalesce(z.changed_at, g.gone_at, g.touched_at) as changed_at, z.id is not null as is_listed, z.name, z.category,
            z.latitude, z.longitude, z.is_approximate, z.street, z.locality, z.opening_hours, z.time_zone, z.languages, z.offers
        from (
            select r.public_id as id, t.touched_at, least(
                case when r.status <> 'active' then h.left_at end,
                case when p.status <> 'running' then p.updated_at end,
                case when o.status <> 'active' then o.updated_at end,
                v.hidden_at,
                v.deleted_at) as gone_at
            from programme_slugs s
            join tenant_directory o on o.id = s.organisation_id
            join programmes p on p.tenant_id = s.organisation_id and p.id = s.programme_id
            join partnerships r on r.tenant_id = p.tenant_id and r.programme_id = p.id
            join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
            cross join lateral (select greatest(r.updated_at, v.updated_at, p.updated_at, o.updated_at) as touched_at) t
            cross join lateral (
                select min(m.at) filter (where m.to_status = 'active') as joined_at,
                    max(m.at) filter (where m.from_status = 'active' and m.to_status <> 'active') as left_at
                from partnership_moves m
                where m.tenant_id = r.tenant_id and m.partnership_id = r.id) h
            where s.slug = @slug and t.touched_at >= @afterAt and (v.hidden_at is null or v.hidden_at > h.joined_at)
              and h.joined_at is not null) g
        left join lateral (select listed.* from ({PublicDirectory.Zones}) listed where listed.id = g.id limit 1) z on true
        where (coalesce(z.changed_at, g.gone_at, g.touched_at), g.id) > (@afterAt, @afterId)
        order by changed_at, g.id
        limit @rows
        """;
}

/// <summary>What changed in the directory.</summary>
/// <param name="Data">Each venue that changed, once, as it is now.</param>
/// <param name="End">How to go on.</param>
/// <param name="NextUpdatedSince">On the last page: pass it as <c>updated_since</c> the next time.</param>
public sealed record SafeZoneChanges(
    IReadOnlyList<SafeZoneChange> Data, [property: JsonPropertyName("page")] PageEnd End, DateTimeOffset? NextUpdatedSince)
{
    /// <summary>
    /// A change is stamped when its request begins, and seen when it has committed: no later than this, with clocks of several
    /// instances that differ a little.
    /// </summary>
    private static readonly TimeSpan CommitMax = TimeSpan.FromSeconds(60);

    /// <summary>Up to when everything that happened can be seen.</summary>
    internal static DateTimeOffset Settled(DateTimeOffset now) => now - CommitMax;

    internal static SafeZoneChanges Example { get; } = new(
        [new SafeZoneChange(SafeZone.Example.Id, true, SafeZone.Example), new SafeZoneChange(new Guid("0b7e6a52-91c3-4f0d-a8e4-5d2c7f3b1e60"), false, null)],
        new PageEnd(null, false), new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero));
}

/// <summary>A venue that changed.</summary>
/// <param name="Id">Its public id.</param>
/// <param name="IsListed">Whether the directory lists it; if not, forget it.</param>
/// <param name="Venue">What the directory says of it, if it does.</param>
public sealed record SafeZoneChange(Guid Id, bool IsListed, SafeZone? Venue);
