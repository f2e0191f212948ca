using System.Text;
using MediatR;
using Microsoft.AspNetCore.WebUtilities;
using SafeZones.Api.Features.PublicAnswers;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;
using SafeZones.Domain.Materials;
using SafeZones.Domain.OpeningTimes;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Pages;

/// <summary>A passer-by opens the address on a sticker: what it is worth now, whom to call, and where else to go.</summary>
public static class ShowSticker
{
    private const string Address = "/s/{code}";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Address, [HttpMethods.Get, HttpMethods.Head], Read).Requires(Permission.Anyone).DisableRequestTimeout()
            .WithMetadata(new Guessable(), new Compressed(), HostedPages.Problems);
        // A read as well: the position is in the body, so that it is in no address, no history and no log.
        routes.MapPost(Address, ReadNear).Requires(Permission.Anyone).WithMetadata(new Guessable(), new Compressed(), HostedPages.Problems);
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

        await HostedPages.Send(context, texts, sticker is null ? StickerPage.Unknown(pages, texts) : StickerPage.Of(pages, texts, sticker));
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
        // Few hours are looked at unless most places are closed; then, once, as many as the directory looks at for a page.
        public async Task<Sticker?> Handle(Query query, CancellationToken cancellationToken) =>
            await Ask(query, LookedAtFirst, isLast: false, cancellationToken) is (var sticker, true)
                ? sticker
                : (await Ask(query, ListSafeZones.LookedAtMax, isLast: true, cancellationToken)).Sticker;

        private async Task<(Sticker? Sticker, bool IsWhole)> Ask(Query query, int rows, bool isLast, CancellationToken cancellationToken)
        {
            var values = new { code = query.Code, latitude = query.Near?.Latitude, longitude = query.Near?.Longitude, rows, unknown = PlacesMax };
            await using var answers = await database.Ask(SelectSticker, values, cancellationToken);
            await answers.List<object>(cancellationToken);
            if (await answers.FirstOrDefault<Found>(cancellationToken) is not { } found || found.Reason == PublicReason.Unknown)
            {
                return (null, true);
            }

            var places = await answers.List<Place>(cancellationToken);
            var now = clock.GetUtcNow();
            var open = places.Where(place => place.StateAt(now) == OpeningState.Open).Take(PlacesMax).ToList();
            var unknown = places.Where(place => place.StateAt(now) == OpeningState.Unknown)
                .OrderBy(place => place.Metres ?? double.MaxValue).Take(PlacesMax - open.Count);
            var isWhole = isLast || open.Count == PlacesMax || places.Count(place => place.OpeningHours is not null) < rows;
            return (found.ToSticker(query.Near is not null, [.. open.Select(place => place.ToNearby(true)), .. unknown.Select(place => place.ToNearby(false))]), isWhole);
        }
    }

    /// <summary>How many places the page names.</summary>
    private const int PlacesMax = 3;

    private const int LookedAtFirst = 40;

    private sealed record Found(
        DecalState State, PartnershipStatus? Partnership, ProgrammeStatus? Programme, JsonText? ProgrammeName,
        VenueVisibility? Visibility, JsonText? VenueName, string? Codeword, string? Hotline)
    {
        public PublicReason Reason => PublicAnswer.ReasonOf(State, Partnership, Programme);

        public Sticker ToSticker(bool isNearReader, IReadOnlyList<NearbyPlace> places) => new(
            Reason,
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

        public NearbyPlace ToNearby(bool isOpen) => new(Name, Latitude, Longitude, IsApproximate, Street, Locality, isOpen, Metres);
    }

    // One round trip: the code says whose partition, and row security then shows that one and no other. An organisation that the
    // platform has suspended vouches for nobody and nothing. The nearest are found on a flat map, and then measured on the globe: around
    // the reader, or around the sticker if its place may be known, else in the middle of what the directory shows.
    private const string SelectSticker =
        $"""
        select set_tenant(c.organisation_id) from decal_codes c where c.code = @code;

        select d.state, r.status as partnership, case when o.status = 'active' then p.status end as programme,
            p.name as programme_name, v.visibility, v.name as venue_name,
            case when o.status = 'active' and p.status = 'running' and p.codeword_is_public then p.codeword end as codeword,
            case when o.status = 'active' then p.hotline end as hotline
        from decal_codes c
        join tenant_directory o on o.id = c.organisation_id
        join decals d on d.tenant_id = c.organisation_id and d.id = c.decal_id
        left join partnerships r on r.tenant_id = d.tenant_id and r.id = d.partnership_id
        left join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        left join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where c.code = @code;

        with zones as materialized ({PublicDirectory.ZonesOfSticker}),
        centre as (
            select coalesce(@latitude::double precision, own.latitude, (select avg(z.latitude) from zones z)) as latitude,
                coalesce(@longitude::double precision, own.longitude, (select avg(z.longitude) from zones z)) as longitude,
                @latitude is not null or own.latitude is not null as is_known,
                case when @latitude is null and own.is_exact then own.id end as own_id
            from (select) one
            left join lateral ({PublicDirectory.PlaceOfSticker}) own on true)
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
            from zones z
            cross join centre c
            where z.id is distinct from c.own_id) n
        where n.place <= case when n.is_unknown then @unknown else @rows end
        order by n.is_unknown, n.place
        """;
}

/// <summary>What a sticker's page says.</summary>
/// <param name="Reason">What the sticker is worth.</param>
/// <param name="Programme">The programme's name, by language (BCP 47).</param>
/// <param name="Venue">The venue's name, if it is a safe zone and wants to be known.</param>
/// <param name="Codeword">The word to ask by, if the programme is running and publishes it.</param>
/// <param name="Hotline">Whom to call (E.164).</param>
/// <param name="IsNearReader">Whether the places are near the reader, who has shown a position.</param>
/// <param name="Places">Where to go, the best first.</param>
internal sealed record Sticker(
    PublicReason Reason, JsonText? Programme, JsonText? Venue, string? Codeword, string? Hotline, bool IsNearReader,
    IReadOnlyList<NearbyPlace> Places);

/// <summary>A verified place that is open or may be.</summary>
/// <param name="Name">Its name, by language.</param>
/// <param name="Latitude">Its latitude as the directory shows it.</param>
/// <param name="Longitude">Its longitude as the directory shows it.</param>
/// <param name="IsApproximate">Whether that is the middle of a field in which it lies somewhere.</param>
/// <param name="Street">Its street, unless it is approximate.</param>
/// <param name="Locality">Its town or district.</param>
/// <param name="IsOpen">Whether its hours say that it is open; else nobody knows.</param>
/// <param name="Metres">How far it is from the reader or the sticker, if that place is known.</param>
internal sealed record NearbyPlace(
    JsonText Name, double? Latitude, double? Longitude, bool IsApproximate, string? Street, string? Locality, bool IsOpen, double? Metres);
