using System.Text;
using MediatR;
using Microsoft.AspNetCore.WebUtilities;
using SafeZones.Api.Features.PublicAnswers;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Materials;
using SafeZones.Domain.OpeningTimes;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Pages;

/// <summary>
/// A passer-by opens the address on a sticker: what it is worth now, whom to call, and where else to go. It wears the organisation's
/// colour and name, and stays on where the organisation hosts its other pages itself: somebody in danger may be reading it.
/// </summary>
public static class ShowSticker
{
    private const string Address = "/s/{code}";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Address, [HttpMethods.Get, HttpMethods.Head], Read).Requires(Permission.Anyone).DisableRequestTimeout()
            .WithMetadata(new Guessable(), new Compressed(), HostedPages.Problems);
        // A read as well: the position is in the body, so that it is in no address, no history and no log.
        routes.MapPost(Address, ReadNear).Requires(Permission.Anyone)
            .WithMetadata(new Guessable(), new Compressed(), HostedPages.Problems);
    }

    private static Task Read(string code, HttpContext context, HostedPages pages, IMediator mediator, CancellationToken cancellationToken) =>
        Show(code, null, context, pages, mediator, cancellationToken);

    private static async Task ReadNear(
        string code, HttpContext context, HostedPages pages, IMediator mediator, CancellationToken cancellationToken) =>
        await Show(code, await NearOrDefault(context.Request, cancellationToken), context, pages, mediator, cancellationToken);

    private static async Task Show(
        string code, Position? near, HttpContext context, HostedPages pages, IMediator mediator, CancellationToken cancellationToken)
    {
        var texts = HostedPages.Texts(context);
        var sticker = DecalCode.ParseOrDefault(code) is { } known ? await mediator.Send(new Query(known, near), cancellationToken) : null;
        if (sticker is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        await HostedPages.Send(
            context, texts, sticker is null ? StickerPage.Unknown(pages, texts) : StickerPage.Of(pages, texts, sticker), sticker?.BrandColour);
    }

    /// <summary>The position in the form, rounded again; whoever sends none that makes sense gets the page without it.</summary>
    private static async Task<Position?> NearOrDefault(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = new byte[FormBytesMax];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes, 0, length)).TryGetValue("near", out var text)
            && Position.TryParse(text.ToString(), null, out var near)
                ? new Position(Math.Round(near.Latitude, DecimalsShown), Math.Round(near.Longitude, DecimalsShown))
                : null;
    }

    private const int FormBytesMax = 200;

    /// <summary>About a hundred metres.</summary>
    private const int DecimalsShown = 3;

    internal sealed record Query(string Code, Position? Near) : IPlatformQuery<Sticker?>;

    internal sealed class Handler(PlatformDatabase database, TimeProvider clock) : IRequestHandler<Query, Sticker?>
    {
        // Three open places are nearly always a walk away. Where they are not, everything is looked at, in a second round trip.
        public async Task<Sticker?> Handle(Query query, CancellationToken cancellationToken) =>
            await Ask(SelectNear, query, LookedAtNear, cancellationToken) is (var sticker, true)
                ? sticker
                : (await Ask(SelectAnywhere, query, ListSafeZones.LookedAtMax, cancellationToken)).Sticker;

        /// <summary>The sticker, and whether no place elsewhere could be better than those that were found.</summary>
        private async Task<(Sticker? Sticker, bool IsSettled)> Ask(string select, Query query, int rows, CancellationToken cancellationToken)
        {
            var (latitude, longitude) = (query.Near?.Latitude, query.Near?.Longitude);
            var values = new { code = query.Code, latitude, longitude, rows, unknown = PlacesMax, reach = ReachDegrees };
            await using var answers = await database.Ask(select, values, cancellationToken);
            await answers.List<object>(cancellationToken);
            if (await answers.FirstOrDefault<Found>(cancellationToken) is not { } found || found.Reason == PublicReason.Unknown)
            {
                return (null, true);
            }

            // Read as they come: the hours of those behind the third that is open do not matter.
            var (open, unknown, now) = (new List<NearbyPlace>(PlacesMax), new List<NearbyPlace>(), clock.GetUtcNow());
            await foreach (var place in answers.Rows<Place>(cancellationToken))
            {
                var state = open.Count == PlacesMax ? OpeningState.Closed : place.StateAt(now);
                (state == OpeningState.Open ? open : state == OpeningState.Unknown ? unknown : null)?.Add(place.ToNearby(state));
            }

            var places = open.Concat(unknown.OrderBy(place => place.Metres ?? double.MaxValue)).Take(PlacesMax).ToList();
            return (
                found.ToSticker(query.Near is not null, places),
                open.Count == PlacesMax && open[^1].Metres <= ReachMetres - ListSafeZones.ShiftMetresMax);
        }
    }

    /// <summary>How many places the page names.</summary>
    internal const int PlacesMax = 3;

    internal const int LookedAtNear = 40;

    /// <summary>How far it is looked at first, to each side.</summary>
    internal const double ReachMetres = 3_000;

    internal const double ReachDegrees = ReachMetres / GeoPoint.EarthRadiusMetres * 180 / Math.PI;

    private sealed record Found(
        DecalState State, PartnershipStatus? Partnership, ProgrammeStatus? Programme, JsonText? ProgrammeName,
        VenueVisibility? Visibility, JsonText? VenueName, string? Codeword, string? Hotline, JsonText? OrganisationName, string? BrandColour)
    {
        public PublicReason Reason => PublicAnswer.ReasonOf(State, Partnership, Programme);

        public Sticker ToSticker(bool isNearReader, IReadOnlyList<NearbyPlace> places) => new(
            Reason,
            OrganisationName,
            BrandColour,
            ProgrammeName,
            // As when its code is verified: whoever stands elsewhere learns no name, unless the venue wants to be known.
            Reason == PublicReason.Verified && Visibility == VenueVisibility.Public ? VenueName : null,
            Codeword,
            Hotline,
            isNearReader,
            places);
    }

    private sealed record Place(
        JsonText Name, double? Latitude, double? Longitude, bool IsApproximate, string? Street, string? Locality, string? OpeningHours,
        string TimeZone, double? Metres)
    {
        public OpeningState StateAt(DateTimeOffset now) =>
            OpeningHours is not null && Domain.OpeningTimes.OpeningHours.ParseOrDefault(OpeningHours, out _) is { } hours
                ? hours.At(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone))
                : OpeningState.Unknown;

        public NearbyPlace ToNearby(OpeningState state) =>
            new(Name, Latitude, Longitude, IsApproximate, Street, Locality, state == OpeningState.Open, Metres);
    }

    internal const string SelectNear =
        $"""
        {SelectFound};

        with centre as materialized ({PlaceOfReader})
        {Measured}
            from centre c
            join ({PublicDirectory.ZonesOfSticker}) z on z.true_latitude between c.latitude - @reach and c.latitude + @reach
                and (abs(c.longitude) > 179
                    or abs(z.true_longitude - c.longitude) <= @reach / greatest(0.01, cos(radians(c.latitude))))
        {Limited}
        """;

    // Where neither the reader's nor the sticker's place may be known, the middle of what the directory shows stands for both.
    internal const string SelectAnywhere =
        $"""
        {SelectFound};

        with zones as materialized ({PublicDirectory.ZonesOfSticker}),
        reader as materialized ({PlaceOfReader}),
        centre as materialized (
            select coalesce(y.latitude, (select avg(z.latitude) from zones z)) as latitude,
                coalesce(y.longitude, (select avg(z.longitude) from zones z)) as longitude, y.is_known, y.own_id
            from reader y)
        {Measured}
            from centre c
            cross join zones z
        {Limited}
        """;

    // The code says whose partition; row security then shows that one and no other. An organisation that the platform has suspended
    // vouches for nobody and nothing.
    private const string SelectFound =
        """
        select set_tenant(c.organisation_id) from decal_codes c where c.code = @code;

        select d.state, r.status as partnership, case when o.status = 'active' then p.status end as programme,
            p.name as programme_name, v.visibility, v.name as venue_name,
            case when o.status = 'active' and p.status = 'running' and p.codeword_is_public then p.codeword end as codeword,
            case when o.status = 'active' then p.hotline end as hotline,
            case when o.status = 'active' then g.name end as organisation_name, case when o.status = 'active' then g.brand_colour end as brand_colour
        from decal_codes c
        join tenant_directory o on o.id = c.organisation_id
        join organisations g on g.tenant_id = c.organisation_id
        join decals d on d.tenant_id = c.organisation_id and d.id = c.decal_id
        left join partnerships r on r.tenant_id = d.tenant_id and r.id = d.partnership_id
        left join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        left join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where c.code = @code
        """;

    // In front of the sticker's own place nobody needs to be told of it.
    private const string PlaceOfReader =
        $"""
        select coalesce(@latitude::double precision, own.latitude) as latitude,
            coalesce(@longitude::double precision, own.longitude) as longitude,
            @latitude is not null or own.latitude is not null as is_known,
            case when @latitude is null and own.is_exact then own.id end as own_id
        from (select) one
        left join lateral ({PublicDirectory.PlaceOfSticker}) own on true
        """;

    // The nearest are found on a flat map, which is quick, and then measured on the globe.
    private const string Measured =
        """
        select n.name, n.latitude, n.longitude, n.is_approximate, n.street, n.locality, n.opening_hours, n.time_zone,
            case when n.is_known then distance_m(n.latitude, n.longitude, n.from_latitude, n.from_longitude) end as metres
        from (
            select z.name, z.latitude, z.longitude, z.is_approximate, z.street, z.locality, z.opening_hours, z.time_zone, c.is_known,
                c.latitude as from_latitude, c.longitude as from_longitude, z.opening_hours is null as is_unknown,
                row_number() over (
                    partition by z.opening_hours is null
                    order by power(z.latitude - c.latitude, 2)
                        + power(cos(radians(c.latitude))
                            * least(abs(z.longitude - c.longitude), 360 - abs(z.longitude - c.longitude)), 2), z.id) as place
        """;

    private const string Limited =
        """
            where z.id is distinct from c.own_id) n
        where n.place <= case when n.is_unknown then @unknown else @rows end
        order by n.is_unknown, n.place
        """;
}
