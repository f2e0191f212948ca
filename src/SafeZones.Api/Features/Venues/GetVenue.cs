using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>Anybody of the organisation who works with venues reads one.</summary>
public static class GetVenue
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/venues/{venueId:guid}", Endpoint)
        .Requires(Permission.ReadVenues)
        .Describe(nameof(GetVenue), "Read a venue", "A deleted venue is still read, with its `deleted_at`.")
        .Gives(StatusCodes.Status200OK, VenueExamples.Venue);

    private static async Task<IResult> Endpoint(
        Guid venueId, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(venueId), cancellationToken));

    internal sealed record Query(Guid VenueId) : IQuery<Venue>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Venue>
    {
        public async Task<Venue> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Venue>(VenueWriting.SelectVenue, new { id = query.VenueId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}
