using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>An integrator reads a venue by the id that another system gives it.</summary>
public static class GetVenueByExternalId
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(ExternalIdPath.Route, Endpoint)
        .Requires(Permission.ReadVenues)
        .Describe(nameof(GetVenueByExternalId), "Read a venue by an external id",
            "A deleted venue is still read, with its `deleted_at`. A slash in the id may be sent as it is.")
        .Gives(StatusCodes.Status200OK, VenueExamples.Venue);

    private static async Task<IResult> Endpoint(
        ExternalIdPath path, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        path.Faults().Any()
            ? throw new Problem(ProblemCode.NotFound)
            : Reply.Ok(context, await mediator.Send(new Query(path.Source, path.Id), cancellationToken));

    internal sealed record Query(string Source, string ExternalId) : IQuery<Venue>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Venue>
    {
        public async Task<Venue> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Venue>(
                SelectVenue, new { source = query.Source, externalId = query.ExternalId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }

    internal const string SelectVenue =
        $"""
        select {Venue.Columns}
        from venue_external_ids named
        join venues v on v.tenant_id = named.tenant_id and v.id = named.venue_id
        where named.tenant_id = @tenantId and named.source = @source and named.external_id = @externalId
        """;
}
