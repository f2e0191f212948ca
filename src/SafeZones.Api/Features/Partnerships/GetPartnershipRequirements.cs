using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Anybody who works with venues looks what one still lacks, and when it will lack something.</summary>
public static class GetPartnershipRequirements
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/partnerships/{partnershipId:guid}/requirements", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(GetPartnershipRequirements), "Read a partnership's requirements", """
            The checklist of the programme, computed now from what is known: for today, or for the day `on`. A requirement that is
            met says when it breaks; one that is not says since when. `next_sessions` are the next trainings that people of the
            venue can take part in, from now on.
            """)
        .Gives(StatusCodes.Status200OK, PartnershipRequirements.Example);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, [AsParameters] Parameters parameters, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Json(await mediator.Send(new Query(partnershipId, parameters.On), cancellationToken));

    /// <summary>For which day.</summary>
    internal sealed record Parameters
    {
        /// <summary>The day; today, where the venue is, unless given.</summary>
        [FromQuery(Name = "on")]
        public DateOnly? On { get; init; }
    }

    internal sealed record Query(Guid PartnershipId, DateOnly? On) : IQuery<PartnershipRequirements>;

    internal sealed class Handler(TenantDatabase database, TimeProvider clock) : IRequestHandler<Query, PartnershipRequirements>
    {
        public async Task<PartnershipRequirements> Handle(Query query, CancellationToken cancellationToken) =>
            (await VenueStanding.Read(database, query.PartnershipId, query.On, clock.GetUtcNow(), cancellationToken)).Requirements;
    }
}
