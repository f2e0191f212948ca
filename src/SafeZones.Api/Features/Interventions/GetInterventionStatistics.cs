using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Interventions;

/// <summary>An analyst counts what happened in a quarter, without seeing anybody's case.</summary>
public static class GetInterventionStatistics
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/programmes/{programmeId:guid}/intervention-statistics", Endpoint)
        .Requires(Permission.ReadStatistics)
        .Describe(nameof(GetInterventionStatistics), "Count the interventions of a quarter", """
            A count below the programme's or the organisation's `suppression_k`, whichever is higher, is suppressed (`null`), and with it
            the next smallest where the total would give it away. Only whole quarters that are over, one programme at a time: two
            answers that overlap could be subtracted from each other. Rejected ones do not count; an intervention with two actions counts
            in both.
            """)
        .Gives(StatusCodes.Status200OK, InterventionStatistics.Example);

    private static async Task<IResult> Endpoint(
        Guid programmeId, [AsParameters] Parameters parameters, IMediator mediator, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var query = new Query(
            programmeId, parameters.Quarter ?? InterventionCounting.LastQuarter(clock.GetUtcNow()), parameters.By ?? "action");
        return Reply.Json(await mediator.Send(query, cancellationToken));
    }

    /// <summary>Which quarter, counted by what.</summary>
    internal sealed record Parameters
    {
        /// <summary>The quarter in which it happened, such as <c>2026-Q3</c>; the last one that is over unless given.</summary>
        [FromQuery(Name = "quarter"), RegularExpression(InterventionCounting.QuarterPattern, ErrorMessage = "2026-Q3")]
        public string? Quarter { get; init; }

        /// <summary>By which words; <c>action</c> unless given.</summary>
        [FromQuery(Name = "by"), AllowedValues(
            "incident_type", "action", "outcome", "referral", "part_of_day", "setting", "age_group", "gender")]
        public string? By { get; init; }
    }

    internal sealed record Query(Guid ProgrammeId, string Quarter, string By) : IQuery<InterventionStatistics>;

    internal sealed class Handler(TenantDatabase database, TimeProvider clock) : IRequestHandler<Query, InterventionStatistics>
    {
        public async Task<InterventionStatistics> Handle(Query query, CancellationToken cancellationToken) =>
            (await InterventionCounting.Count(database, query.ProgrammeId, query.Quarter, [query.By], clock.GetUtcNow(), cancellationToken))[0];
    }
}
