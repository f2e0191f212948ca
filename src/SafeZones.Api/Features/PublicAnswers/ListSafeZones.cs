using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>Anybody finds the places that are safe zones of a programme right now.</summary>
public static class ListSafeZones
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/programmes/{slug}/venues", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(ListSafeZones), "List a programme's safe zones", """
            The directory: exactly the venues whose stickers verify now and that want to be found. A venue that chose
            `approximate` is shown in the middle of a field of the programme's grid, without its street, and is searched where it
            is shown. Filters narrow each other; with `near` the nearest come first. `Accept: application/geo+json` gives the same
            as GeoJSON (RFC 7946). To keep a copy, ask for what changed since. Nothing is kept of who asks.
            """)
        .Gives(StatusCodes.Status200OK, new Page<SafeZone>([SafeZone.Example], new PageEnd(null, false)))
        .OrGives(SafeZoneFeatures.MediaType, SafeZoneFeatures.Example);

    private static async Task<IResult> Endpoint(
        string slug, [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        parameters.RefuseContradictions();
        var after = cursors.Read<Last>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(slug, parameters, after), cancellationToken);
        var page = found.Zones.ToPage(found.Last, context);
        return Representations.Prefers(context, SafeZoneFeatures.MediaType)
            ? Reply.Public(context, SafeZoneFeatures.Of(page, Reply.Fields<SafeZone>(context)), SafeZoneFeatures.MediaType)
            : Reply.PublicPage(context, page);
    }

    /// <summary>Which safe zones.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only venues of any of these categories.</summary>
        [FromQuery(Name = "category")]
        public Choices<VenueCategory>? Category { get; init; }

        /// <summary>Only venues whose staff speak any of these languages; <c>zh</c> finds <c>zh-Hans</c> as well.</summary>
        [FromQuery(Name = "languages")]
        public LanguageChoices? Languages { get; init; }

        /// <summary>Only venues that offer any of these.</summary>
        [FromQuery(Name = "offers")]
        public TokenChoices? Offers { get; init; }

        /// <summary>Only venues that are shown within this box: west, south, east, north.</summary>
        [FromQuery(Name = "bbox")]
        public Extent? Bbox { get; init; }

        /// <summary>Only venues that are shown around this position, nearest first.</summary>
        [FromQuery(Name = "near")]
        public Position? Near { get; init; }

        /// <summary>How far around <c>near</c>, in metres; 1,000 unless said otherwise.</summary>
        [FromQuery(Name = "radius_m"), Range(1, 50_000)]
        public int? RadiusM { get; init; }

        /// <summary>
        /// Only venues that are open at this instant by their own hours and clock; one whose hours are not known is not called
        /// open. Such a page may hold fewer than <c>limit</c> and still have a next one.
        /// </summary>
        [FromQuery(Name = "open_at")]
        public Instant? OpenAt { get; init; }

        internal void RefuseContradictions() => Problem.ThrowIfAny(RadiusM is not null && Near is null
            ? [Fault.In("radius_m", FaultCode.Contradiction, ("rule", "radius_m needs near"))]
            : []);
    }

    /// <summary>The venue after which the next page begins, and how far it is.</summary>
    internal sealed record Last(Guid Id, double? Metres = null);

    /// <summary>A page and, where there may be more, its end.</summary>
    internal sealed record Found(List<SafeZone> Zones, Last? Last);

    internal sealed record Query(string Slug, Parameters Parameters, Last? After) : IPlatformQuery<Found>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            // Hours are read here and not in SQL: how many venues are looked at for a page is bounded, and it ends where we stopped.
            var most = parameters.OpenAt is null ? parameters.LimitOrDefault : Math.Max(parameters.LimitOrDefault, LookedAtMax);
            await using var answers = await PublicDirectory.Ask(
                database, parameters.Near is null ? SelectById : SelectNearest, Values(query, most + 1), cancellationToken);
            var zones = await answers.List<SafeZone>(cancellationToken);
            var fitting = zones.Take(most).Where(zone => parameters.OpenAt is null || zone.IsOpenAt(parameters.OpenAt.Value)).ToList();
            var page = fitting.Take(parameters.LimitOrDefault).ToList();
            var last = fitting.Count > page.Count ? page[^1] : zones.Count > most ? zones[most - 1] : null;
            return new Found(page, last is null ? null : new Last(last.Id, last.DistanceM));
        }

        private static object Values(Query query, int rows)
        {
            var parameters = query.Parameters;
            var radius = parameters.RadiusM ?? RadiusDefaultMetres;
            BoundingBox? around = parameters.Near is { } near
                ? BoundingBox.Around(new GeoPoint(near.Latitude, near.Longitude), radius + ShiftMetresMax)
                : null;
            return new
            {
                slug = query.Slug,
                categories = parameters.Category?.Values,
                languages = parameters.Languages?.Values,
                offers = parameters.Offers?.Values,
                west = parameters.Bbox?.West,
                south = parameters.Bbox?.South,
                east = parameters.Bbox?.East,
                north = parameters.Bbox?.North,
                latitude = parameters.Near?.Latitude,
                longitude = parameters.Near?.Longitude,
                radius = (double)radius,
                aroundWest = around?.West,
                aroundSouth = around?.South,
                aroundEast = around?.East,
                aroundNorth = around?.North,
                afterId = query.After?.Id ?? Guid.Empty,
                afterMetres = query.After?.Metres ?? -1,
                rows,
            };
        }
    }

    private const int RadiusDefaultMetres = 1_000;

    /// <summary>No venue is shown further from where it is: half the diagonal of the largest field is 354 m.</summary>
    internal const double ShiftMetresMax = 400;

    /// <summary>How many venues' hours are looked at for one page.</summary>
    internal const int LookedAtMax = 500;

    private const string SelectById =
        $"""
        select {SafeZone.Columns}, null::double precision as distance_m
        from ({PublicDirectory.Zones}) z
        where {Filters}
          and z.id > @afterId
        order by z.id
        limit @rows
        """;

    // To ten centimetres, which is what the answer says and the next page goes on from.
    private const string SelectNearest =
        $"""
        select {SafeZone.Columns}, away.metres as distance_m
        from ({PublicDirectory.Zones}) z
        cross join lateral (
            select round(distance_m(z.latitude, z.longitude, @latitude, @longitude)::numeric, 1)::double precision as metres) away
        where {Filters}
          and z.true_latitude between @aroundSouth and @aroundNorth
          and case when @aroundWest <= @aroundEast
              then z.true_longitude between @aroundWest and @aroundEast
              else z.true_longitude >= @aroundWest or z.true_longitude <= @aroundEast end
          and away.metres <= @radius
          and (away.metres, z.id) > (@afterMetres, @afterId)
        order by away.metres, z.id
        limit @rows
        """;

    private const string Filters =
        """
        (@categories::venue_category[] is null or z.category = any(@categories))
          and (@offers::text[] is null or z.offers && @offers)
          and (@languages::text[] is null or exists (
              select from unnest(z.languages) spoken, unnest(@languages) wanted
              where spoken = wanted or starts_with(spoken, wanted || '-')))
          and (@west::double precision is null
              or z.true_latitude between @south - 0.01 and @north + 0.01 and z.latitude between @south and @north
                  and case when @west <= @east
                      then z.longitude between @west and @east
                      else z.longitude >= @west or z.longitude <= @east end)
        """;
}
