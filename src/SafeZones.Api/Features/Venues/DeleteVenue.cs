using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>A coordinator takes a venue out of the network; it can be restored.</summary>
public static class DeleteVenue
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/venues/{venueId:guid}", Endpoint)
        .Requires(Permission.DeleteVenues)
        .Describe(nameof(DeleteVenue), "Delete a venue",
            "It leaves lists and search at once and is found with `status=deleted` until it is restored. Close its partnerships first.")
        .GivesNothing()
        .Refuses(ProblemCode.VenueInUse);

    private static async Task<IResult> Endpoint(
        Guid venueId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(venueId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid VenueId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.VenueId;
            await using (var answers = await database.Ask(LockThenCountPartnerships, new { id }, cancellationToken))
            {
                var version = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
                ETags.RefuseStale(command.ExpectedVersion, version);
                if (await answers.FirstOrDefault<long>(cancellationToken) > 0)
                {
                    throw new Problem(ProblemCode.VenueInUse);
                }
            }

            audit.Record("venue", id, ["deleted_at"]);
            await database.Execute(MarkDeleted, new { id, now = clock.GetUtcNow() }, cancellationToken);
            return Unit.Value;
        }
    }

    // Locked, so that whoever changes the venue or opens a partnership meanwhile is not overlooked. A sticker in its window would
    // outlive it.
    private const string LockThenCountPartnerships =
        """
        select v.version from venues v where v.tenant_id = @tenantId and v.id = @id and v.deleted_at is null for update;

        select count(*)
        from partnerships r
        where r.tenant_id = @tenantId and r.venue_id = @id and r.status not in ('withdrawn', 'removed', 'closed')
        """;

    private const string MarkDeleted =
        """
        update venues v
        set deleted_at = @now, updated_at = @now, version = v.version + 1
        where v.tenant_id = @tenantId and v.id = @id
        """;
}
