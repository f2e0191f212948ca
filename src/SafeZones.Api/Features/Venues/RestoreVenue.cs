using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>A coordinator brings a deleted venue back as it was.</summary>
public static class RestoreVenue
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/venues/{venueId:guid}/restoration", Endpoint)
        .Requires(Permission.DeleteVenues)
        .Describe(nameof(RestoreVenue), "Restore a deleted venue", "Needs the ETag of the deleted venue.")
        .Gives(StatusCodes.Status200OK, VenueExamples.Venue)
        .Refuses(ProblemCode.MoveRefused, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Guid venueId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(venueId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid VenueId, long? ExpectedVersion) : ICommand<Venue>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Venue>
    {
        public async Task<Venue> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.VenueId;
            var venue = await database.FirstOrDefault<Venue>(LockVenue, new { id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, venue.Version);
            if (venue.DeletedAt is null)
            {
                throw new Problem(ProblemCode.MoveRefused, new Fault(FaultCode.Contradiction, ("rule", "the venue is not deleted")));
            }

            audit.Record("venue", id, ["deleted_at"]);
            await using var answers = await database.Ask(Restore, new { id, now = clock.GetUtcNow() }, cancellationToken);
            var restored = (await answers.FirstOrDefault<Venue>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), callers.Caller.Organisation.VenuesMax);
            return restored;
        }
    }

    private const string LockVenue = $"{VenueWriting.SelectVenue} for update of v";

    private const string Restore =
        $"""
        update venues v
        set deleted_at = null, updated_at = @now, version = v.version + 1
        where v.tenant_id = @tenantId and v.id = @id;

        {VenueWriting.SelectVenue};

        {VenueWriting.CountVenues}
        """;
}
