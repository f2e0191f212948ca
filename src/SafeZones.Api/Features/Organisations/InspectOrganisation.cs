using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Organisations;

/// <summary>A platform operator reads an organisation's entry in the directory.</summary>
public static class InspectOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/admin/organisations/{organisationId:guid}", Endpoint)
        .Requires(Permission.OperatePlatform)
        .Describe(nameof(InspectOrganisation), "Read an organisation's entry",
            "Its standing and quotas; nothing that it holds.")
        .Gives(StatusCodes.Status200OK, DirectoryEntry.Example);

    private static async Task<IResult> Endpoint(
        Guid organisationId, [FromQuery] string? fields, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(organisationId), cancellationToken));

    internal sealed record Query(Guid OrganisationId) : IPlatformQuery<DirectoryEntry>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, DirectoryEntry>
    {
        public Task<DirectoryEntry> Handle(Query query, CancellationToken cancellationToken) =>
            DirectoryReading.Read(database, DirectoryReading.SelectEntry, query.OrganisationId, cancellationToken);
    }
}
