using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>A volunteer or coordinator corrects what is known of a venue.</summary>
public static class PatchVenue
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/venues/{venueId:guid}", Endpoint)
        .Requires(Permission.WriteVenues)
        .Describe(nameof(PatchVenue), "Change a venue",
            "A merge patch: members that are there replace, `null` clears, what is absent stays.")
        .TakesPatch(new { opening_hours = "Mo-Fr 07:00-22:30; Sa-Su 08:00-23:00", staff_count = (object?)null }, typeof(VenueBody))
        .Gives(StatusCodes.Status200OK, VenueExamples.Venue)
        .Refuses(ProblemCode.ExternalIdTaken, ProblemCode.ChainMissing, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Guid venueId, MergePatch<VenueBody> patch, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(venueId, patch, expected), cancellationToken));
    }

    internal sealed record Command(Guid VenueId, MergePatch<VenueBody> Patch, long? ExpectedVersion) : ICommand<Venue>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Venue>
    {
        public async Task<Venue> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.VenueId;
            var venue = await Lock(id, cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, venue.Version);
            var (body, changed) = command.Patch.ApplyTo(venue.ToBody());
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return venue;
            }

            audit.Record("venue", id, changed);
            await using var answers = await database.Ask(
                [
                    .. VenueWriting.Update(venue, body, callers.Caller.Organisation, clock.GetUtcNow()),
                    new SqlCall(VenueWriting.SelectVenue, new { id }),
                    new SqlCall(VenueWriting.CountStaffCounts, new { id }),
                ],
                cancellationToken);
            var written = (await answers.FirstOrDefault<Venue>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), VenueWriting.StaffCountsMax);
            return written;
        }

        // The areas first: whoever changes them locks in this order too.
        private async Task<Venue?> Lock(Guid id, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                [AreaLookup.KeepAreasStill, new SqlCall(LockVenue, new { id })], cancellationToken);
            return await answers.FirstOrDefault<Venue>(cancellationToken);
        }
    }

    // Locked, so that a second patch on the same ETag waits and then finds it stale.
    // Its key stays: whoever holds one of its partnerships may refer to it meanwhile, and nobody waits in a circle.
    private const string LockVenue = $"{VenueWriting.SelectVenue} and v.deleted_at is null for no key update of v";
}
