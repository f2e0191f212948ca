using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.OpeningTimes;

namespace SafeZones.Api.Features.Venues;

/// <summary>Anybody of the organisation asks whether a venue is open at an instant.</summary>
public static class GetVenueOpening
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/venues/{venueId:guid}/opening", Endpoint)
        .Requires(Permission.ReadVenues)
        .Describe(nameof(GetVenueOpening), "Ask whether a venue is open", """
            By the clock on its wall, daylight saving included. `unknown` where it has no opening hours or they leave it
            open, such as `18:00+`. Public and school holidays are not known: rules for `PH` and `SH` never apply.
            """)
        .Gives(StatusCodes.Status200OK, VenueExamples.Opening);

    private static async Task<IResult> Endpoint(
        Guid venueId, [AsParameters] Parameters parameters, HttpContext context, TimeProvider clock, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var opening = await mediator.Send(new Query(venueId, parameters.At?.Value ?? clock.GetUtcNow()), cancellationToken);
        context.Response.Headers.CacheControl = "private, no-cache";
        return Reply.Json(opening);
    }

    /// <summary>When.</summary>
    internal sealed record Parameters
    {
        /// <summary>The instant; now unless said otherwise.</summary>
        [FromQuery(Name = "at")]
        public Instant? At { get; init; }
    }

    internal sealed record Query(Guid VenueId, DateTimeOffset At) : IQuery<VenueOpening>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, VenueOpening>
    {
        public async Task<VenueOpening> Handle(Query query, CancellationToken cancellationToken)
        {
            var venue = await database.FirstOrDefault<Hours>(SelectHours, new { id = query.VenueId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(venue.TimeZone);
            var hours = venue.OpeningHours is null ? null : OpeningHours.ParseOrDefault(venue.OpeningHours, out _);
            return new VenueOpening(
                query.At,
                venue.TimeZone,
                TimeZoneInfo.ConvertTime(query.At, zone).ToString("yyyy-MM-dd'T'HH:mm:ss", null),
                hours?.At(query.At, zone) ?? OpeningState.Unknown,
                hours?.NextChange(query.At, zone));
        }
    }

    private sealed record Hours(string TimeZone, string? OpeningHours);

    private const string SelectHours =
        "select v.time_zone, v.opening_hours from venues v where v.tenant_id = @tenantId and v.id = @id";
}

/// <summary>Whether a venue is open at an instant.</summary>
/// <param name="At">The instant (UTC).</param>
/// <param name="TimeZone">IANA name of the venue's time zone.</param>
/// <param name="LocalTime">What the clock on its wall shows then.</param>
/// <param name="State">Whether it is open.</param>
/// <param name="NextChangeAt">When that changes next (UTC); absent if it does not within 14 days.</param>
public sealed record VenueOpening(
    DateTimeOffset At, string TimeZone, string LocalTime, OpeningState State, DateTimeOffset? NextChangeAt);
