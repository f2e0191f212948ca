using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator sees on one screen how the network stands and what wants doing.</summary>
public static class GetDashboard
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/dashboard", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(GetDashboard), "Read the dashboard", """
            What a first screen needs, in one answer: partnerships by status, those that can be activated, those that lapse within
            30 and 60 days, checks that are due within 30 days, recalls, suspensions that mystery visits propose, and safe zones by
            area. For the lists behind the numbers see `/v1/partnerships` (`status`, `is_ready`, `lapses_by`, `check_by`),
            `/v1/recalls` and `/v1/check-ins` (`proposal_status`).
            """)
        .Gives(StatusCodes.Status200OK, Dashboard.Example);

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Json(await mediator.Send(new Query(parameters), cancellationToken));

    /// <summary>Of what.</summary>
    internal sealed record Parameters
    {
        /// <summary>Only this programme; all of them unless given.</summary>
        [FromQuery(Name = "programme_id")]
        public Guid? ProgrammeId { get; init; }
    }

    internal sealed record Query(Parameters Parameters) : IQuery<Dashboard>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, TimeProvider clock) : IRequestHandler<Query, Dashboard>
    {
        public async Task<Dashboard> Handle(Query query, CancellationToken cancellationToken)
        {
            var today = TimeZoneName.DayOf(clock.GetUtcNow(), callers.Caller.Organisation.TimeZone);
            await using var answers = await database.Ask(
                SelectCounts, new { programmeId = query.Parameters.ProgrammeId, today }, cancellationToken);
            var counts = (await answers.List<StatusCount>(cancellationToken)).ToDictionary(one => one.Status);
            var (pledged, active) = (counts.GetValueOrDefault(PartnershipStatus.Pledged), counts.GetValueOrDefault(PartnershipStatus.Active));
            var recalls = (await answers.FirstOrDefault<RecallCount>(cancellationToken))!;
            var suspensionsProposed = await answers.FirstOrDefault<long>(cancellationToken);
            return new Dashboard(
                today,
                Enum.GetValues<PartnershipStatus>().ToDictionary(ApiJson.Word, status => counts.GetValueOrDefault(status)?.Count ?? 0),
                pledged?.Ready ?? 0, active?.LapseIn30Days ?? 0, active?.LapseIn60Days ?? 0, active?.ChecksIn30Days ?? 0,
                recalls.Open, recalls.Overdue, suspensionsProposed,
                await answers.List<AreaCoverage>(cancellationToken));
        }
    }

    private sealed record StatusCount(
        PartnershipStatus Status, long Count, long Ready, long LapseIn30Days, long LapseIn60Days, long ChecksIn30Days);

    private sealed record RecallCount(long Open, long Overdue);

    // Each one statement, and all of them one round trip. A venue in no area is counted under none.
    internal const string SelectCounts =
        """
        select r.status, count(*) as count, count(*) filter (where r.is_ready) as ready,
            count(*) filter (where r.lapse_forecast_on <= @today + 30) as lapse_in30_days,
            count(*) filter (where r.lapse_forecast_on <= @today + 60) as lapse_in60_days,
            count(*) filter (where r.next_check_on <= @today + 30) as checks_in30_days
        from partnerships r
        where r.tenant_id = @tenantId and (@programmeId::uuid is null or r.programme_id = @programmeId)
        group by r.status;

        select count(*) filter (where k.status <> 'overdue') as open, count(*) filter (where k.status = 'overdue') as overdue
        from recalls k
        where k.tenant_id = @tenantId and k.status in ('open', 'reminded', 'overdue')
          and (@programmeId::uuid is null or exists (
              select from partnerships r
              where r.tenant_id = k.tenant_id and r.id = k.partnership_id and r.programme_id = @programmeId));

        select count(*)
        from check_ins c
        join partnerships r on r.tenant_id = c.tenant_id and r.id = c.partnership_id
        where c.tenant_id = @tenantId and c.proposal_status = 'open' and (@programmeId::uuid is null or r.programme_id = @programmeId);

        select v.area_id, count(*) as safe_zones
        from partnerships r
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where r.tenant_id = @tenantId and r.status = 'active' and (@programmeId::uuid is null or r.programme_id = @programmeId)
          and v.area_id is not null
        group by v.area_id
        order by safe_zones desc, v.area_id
        limit 500
        """;
}

/// <summary>How the network stands today.</summary>
/// <param name="On">Today, where the organisation is.</param>
/// <param name="Partnerships">How many partnerships have each status.</param>
/// <param name="ReadyToActivate">Those that have pledged and meet every requirement.</param>
/// <param name="LapseIn30Days">Safe zones that lapse within 30 days unless something changes.</param>
/// <param name="LapseIn60Days">The same within 60 days.</param>
/// <param name="ChecksIn30Days">Safe zones of which a check is due within 30 days.</param>
/// <param name="RecallsOpen">Decals that have to come down and are in time.</param>
/// <param name="RecallsOverdue">Decals that should be down.</param>
/// <param name="SuspensionsProposed">Failed mystery visits of which somebody has to decide whether the venue is suspended.</param>
/// <param name="Areas">Safe zones by area, the most first; venues in no area are left out.</param>
public sealed record Dashboard(
    DateOnly On, IReadOnlyDictionary<string, long> Partnerships, long ReadyToActivate,
    [property: JsonPropertyName("lapse_in_30_days")] long LapseIn30Days,
    [property: JsonPropertyName("lapse_in_60_days")] long LapseIn60Days,
    [property: JsonPropertyName("checks_in_30_days")] long ChecksIn30Days,
    long RecallsOpen, long RecallsOverdue, long SuspensionsProposed, IReadOnlyList<AreaCoverage> Areas)
{
    internal static Dashboard Example { get; } = new(
        new DateOnly(2026, 11, 24),
        Enum.GetValues<PartnershipStatus>().ToDictionary(ApiJson.Word, status => status == PartnershipStatus.Active ? 118L : 4L),
        6, 9, 21, 14, 3, 1, 2, [new AreaCoverage(new Guid("019a0c5e-7c3b-7e21-9f10-000000000003"), 31)]);
}

/// <summary>Safe zones of an area.</summary>
/// <param name="AreaId">The area.</param>
/// <param name="SafeZones">How many there are.</param>
public sealed record AreaCoverage(Guid AreaId, long SafeZones);
