using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>Anybody finds the places that are safe zones of a programme right now.</summary>
public static class ListSafeZones
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/programmes/{slug}/venues", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(ListSafeZones), "List a programme's safe zones", """
            The directory: exactly the venues whose stickers verify now and that want to be found. A venue that chose
            `approximate` is shown in the middle of a field of the programme's grid, without its street. Nothing is kept of who asks.
            """)
        .Gives(StatusCodes.Status200OK, new Page<SafeZone>([SafeZone.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        string slug, [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<LastId>(parameters.Cursor, context);
        var zones = await mediator.Send(new Query(slug, parameters, after), cancellationToken);
        return Reply.PublicPage(context, zones.ToPage(parameters.LimitOrDefault, zone => new LastId(zone.Id), context));
    }

    /// <summary>Which safe zones.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only venues of any of these categories.</summary>
        [FromQuery(Name = "category")]
        public Choices<VenueCategory>? Category { get; init; }

        /// <summary>Only venues that are shown within this box: west, south, east, north.</summary>
        [FromQuery(Name = "bbox")]
        public Extent? Bbox { get; init; }
    }

    internal sealed record Query(string Slug, Parameters Parameters, LastId? After) : IPlatformQuery<List<SafeZone>>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, List<SafeZone>>
    {
        public async Task<List<SafeZone>> Handle(Query query, CancellationToken cancellationToken)
        {
            var box = query.Parameters.Bbox;
            await using var answers = await database.Ask(
                SelectZones,
                new
                {
                    slug = query.Slug,
                    categories = query.Parameters.Category?.Values,
                    west = box?.West,
                    south = box?.South,
                    east = box?.East,
                    north = box?.North,
                    afterId = query.After?.Id ?? Guid.Empty,
                    rows = query.Parameters.Rows,
                },
                cancellationToken);
            await answers.List<object>(cancellationToken);
            _ = await answers.FirstOrDefault<Guid?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            return await answers.List<SafeZone>(cancellationToken);
        }
    }

    // The slug says whose partition; row security then shows that one and no other. A box is held against the position that is shown,
    // or narrowing it would tell the exact one.
    private const string SelectZones =
        """
        select set_tenant(s.organisation_id) from programme_slugs s where s.slug = @slug;

        select s.programme_id
        from programme_slugs s
        join programmes p on p.tenant_id = s.organisation_id and p.id = s.programme_id
        where s.slug = @slug and p.status <> 'draft';

        select z.public_id as id, z.name, z.category, z.latitude, z.longitude, z.is_approximate, z.street, z.locality, z.opening_hours,
            z.time_zone, z.languages, z.offers
        from (
            select r.public_id, v.name, v.category,
                shown_latitude(v.latitude, f.field) as latitude, shown_longitude(v.latitude, v.longitude, f.field) as longitude,
                v.visibility = 'approximate' as is_approximate,
                case when v.visibility = 'public' then v.street end as street, v.locality, v.opening_hours, v.time_zone,
                v.languages, v.offers
            from programme_slugs s
            join programmes p on p.tenant_id = s.organisation_id and p.id = s.programme_id
            join partnerships r on r.tenant_id = p.tenant_id and r.programme_id = p.id
            join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
            cross join lateral (
                select case
                    when v.visibility = 'public' or p.policy ->> 'location_precision' = 'exact' then 0
                    when p.policy ->> 'location_precision' = 'block' then 100
                    else 500
                end as field) f
            where s.slug = @slug and p.status = 'running' and r.status = 'active'
              and v.visibility in ('public', 'approximate') and v.deleted_at is null
              and (@categories::venue_category[] is null or v.category = any(@categories))
              and r.public_id > @afterId) z
        where @west::double precision is null
           or z.latitude between @south and @north
              and (z.longitude between @west and @east or @west > @east and (z.longitude >= @west or z.longitude <= @east))
        order by z.public_id
        limit @rows
        """;
}

/// <summary>A place that is a safe zone right now.</summary>
/// <param name="Id">A public id, which never changes while it is a partner.</param>
/// <param name="Name">Its name, by language (BCP 47).</param>
/// <param name="Category">What it is.</param>
/// <param name="Latitude">Its latitude (WGS 84), exact or approximate; absent while none is known.</param>
/// <param name="Longitude">Its longitude (WGS 84), exact or approximate.</param>
/// <param name="IsApproximate">Whether the position is the middle of a field in which it lies somewhere.</param>
/// <param name="Street">Its street, unless it is approximate.</param>
/// <param name="Locality">Its town or district.</param>
/// <param name="OpeningHours">When it is open, as OpenStreetMap writes it.</param>
/// <param name="TimeZone">The time zone of those hours (IANA).</param>
/// <param name="Languages">Languages that its staff speak.</param>
/// <param name="Offers">What it offers, as tokens.</param>
public sealed record SafeZone(
    Guid Id, JsonText Name, VenueCategory Category, double? Latitude, double? Longitude, bool IsApproximate, string? Street,
    string? Locality, string? OpeningHours, string TimeZone, string[] Languages, string[] Offers)
{
    internal static SafeZone Example { get; } = new(
        new Guid("6f9b2c1e-3d4a-4b5c-8d7e-9f0a1b2c3d4f"), new JsonText("""{"vi":"Quán cà phê mẫu"}"""), VenueCategory.Cafe, 21.0285,
        105.8542, false, "12 Hàng Bạc", "Hoàn Kiếm", "Mo-Su 07:00-23:00", "Asia/Ho_Chi_Minh", ["vi", "en"], ["drinking_water"]);
}
