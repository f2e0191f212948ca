using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A volunteer sees where to go today.</summary>
public static class GetDayList
{
    // More than any distance on Earth and than any day.
    private const double Farthest = 1e9;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/day-list", Endpoint)
        .Requires(Permission.LogVisits)
        .Describe(nameof(GetDayList), "Read the day list", """
            What is due today, by the calendar of each venue, and nothing else: visits to venues that nobody has been to, whose
            next step was planned for today or earlier, or that wanted to be left in peace until today or earlier; and check-ins at
            safe zones whose check is due. A venue that said no is never here before its day, and after it only for those who may
            ask it again, which volunteers may not. A member who looks after areas sees those areas alone. With `near` the nearest
            come first and venues without a position last; otherwise what has been due the longest.
            """)
        .Gives(StatusCodes.Status200OK, new Page<DayListEntry>([DayListEntry.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<After>(parameters.Cursor, context);
        var entries = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, entries.ToPage(
            parameters.Limit ?? Paging.LimitDefault, entry => new After(entry.PartnershipId, entry.ListKey), context));
    }

    /// <summary>Which part of it.</summary>
    internal sealed record Parameters
    {
        /// <summary>Where the volunteer is: the nearest come first.</summary>
        [FromQuery(Name = "near")]
        public Position? Near { get; init; }

        /// <summary>Only this programme.</summary>
        [FromQuery(Name = "programme_id")]
        public Guid? ProgrammeId { get; init; }

        /// <summary>How many entries at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }
    }

    /// <summary>The last entry of a page: what the list is ordered by, then the partnership.</summary>
    internal sealed record After(Guid Id, double Key);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<List<DayListEntry>>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, TimeProvider clock)
        : IRequestHandler<Query, List<DayListEntry>>
    {
        public Task<List<DayListEntry>> Handle(Query query, CancellationToken cancellationToken) => database.List<DayListEntry>(
            SelectDue,
            new
            {
                now = clock.GetUtcNow(),
                toVisit = Outreach.Visited(PartnershipHistory.ActorOf(callers.Caller)).ToArray(),
                memberId = callers.Caller.Id,
                programmeId = query.Parameters.ProgrammeId,
                latitude = query.Parameters.Near?.Latitude,
                longitude = query.Parameters.Near?.Longitude,
                farthest = Farthest,
                afterKey = query.After?.Key ?? -Farthest,
                afterId = query.After?.Id ?? Guid.Empty,
                // One more than the page, to know whether there is another.
                rows = (query.Parameters.Limit ?? Paging.LimitDefault) + 1,
            },
            cancellationToken);
    }

    // Nobody is sent to a venue before the day until which it wants to be left in peace: of two days the later one counts. A
    // programme that is closing takes no new venues, and its stickers no longer count.
    private static readonly string SelectDue =
        $"""
        select e.partnership_id, e.programme_id, e.status, e.due_on, e.next_step_on, e.recontact_after, e.venue_id, e.name,
            e.category, e.street, e.locality, e.region, e.postal_code, e.country, e.directions, e.latitude, e.longitude,
            e.opening_hours, e.time_zone, e.distance_m, e.list_key
        from (
            select r.id as partnership_id, r.programme_id, r.status, due.due_on, r.next_step_on, r.recontact_after,
                v.id as venue_id, v.name, v.category, v.street, v.locality, v.region, v.postal_code, v.country, v.directions,
                v.latitude, v.longitude, v.opening_hours, v.time_zone, away.distance_m,
                case when @latitude::double precision is null then due.due_on - date '2000-01-01'
                    else coalesce(away.distance_m, @farthest) end::double precision as list_key
            from partnerships r
            join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
            join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
            left join members m on m.tenant_id = r.tenant_id and m.id = @memberId
            cross join lateral (
                select case
                    when r.status = 'active' then r.next_check_on
                    when r.next_step_on is not null or r.recontact_after is not null then greatest(r.next_step_on, r.recontact_after)
                    when not exists (
                        select from outreach_visits o where o.tenant_id = r.tenant_id and o.partnership_id = r.id)
                    then (r.created_at at time zone v.time_zone)::date
                end as due_on) due
            cross join lateral (
                select case when v.latitude is not null and @latitude is not null
                    then distance_m(v.latitude, v.longitude, @latitude, @longitude) end as distance_m) away
            where r.tenant_id = @tenantId
              and (r.status = any(@toVisit) and p.status in ('draft', 'running') or r.status = 'active' and p.status = 'running')
              and (@programmeId::uuid is null or r.programme_id = @programmeId)
              and v.deleted_at is null
              and due.due_on <= (@now at time zone v.time_zone)::date
              and (coalesce(cardinality(m.area_ids), 0) = 0
                  or {AreaLookup.IsIn("m.area_ids", "v.latitude", "v.longitude")})) e
        where (e.list_key, e.partnership_id) > (@afterKey, @afterId)
        order by e.list_key, e.partnership_id
        limit @rows
        """;
}
