using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>A phone takes along what it needs of a programme where there is no network.</summary>
public static class GetOfflinePack
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/public/programmes/{slug}/pack", Endpoint)
        .Requires(Permission.Anyone)
        .Describe(nameof(GetOfflinePack), "Get a programme to take offline", """
            The whole programme in one answer, short and, for whoever accepts it, compressed. Then ask for the changes since
            `next_updated_since`, or for the pack again with `If-None-Match`. A programme that is not running has no venues and no
            codeword, and one that does not publish its codeword has none here. One with more than 5,000 venues has no pack: list those around a position.
            """)
        .Gives(StatusCodes.Status200OK, OfflinePack.Example)
        .Refuses(ProblemCode.PackTooLarge)
        .WithMetadata(new Compressed());

    private static async Task<IResult> Endpoint(string slug, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Public(context, await mediator.Send(new Query(slug), cancellationToken));

    internal sealed record Query(string Slug) : IPlatformQuery<OfflinePack>;

    internal sealed class Handler(PlatformDatabase database, TimeProvider clock) : IRequestHandler<Query, OfflinePack>
    {
        public async Task<OfflinePack> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await PublicDirectory.Ask(
                database, SelectPack, new { slug = query.Slug, rows = VenuesMax + 1 }, cancellationToken);
            var programme = (await answers.FirstOrDefault<ProgrammeRow>(cancellationToken))!;
            var rows = await answers.List<Row>(cancellationToken);
            if (rows.Count > VenuesMax)
            {
                throw new Problem(ProblemCode.PackTooLarge);
            }

            // As early as may be: whoever asks for changes since then may be told again what is in here, and misses nothing.
            var newest = rows.Select(row => row.ChangedAt).DefaultIfEmpty(programme.ChangedAt).Max();
            var settled = SafeZoneChanges.Settled(clock.GetUtcNow());
            return new OfflinePack(
                programme.Name, programme.Codeword, newest < settled ? newest : settled, [.. rows.Select(row => row.ToZone())]);
        }
    }

    /// <summary>How many venues a pack holds: about a megabyte on its way, and what a phone can search in memory.</summary>
    private const int VenuesMax = 5_000;

    private sealed record ProgrammeRow(JsonText Name, string? Codeword, DateTimeOffset ChangedAt);

    private sealed record Row(
        Guid Id, JsonText Name, VenueCategory Category, double? Latitude, double? Longitude, bool IsApproximate, string? OpeningHours,
        string TimeZone, DateTimeOffset ChangedAt)
    {
        public PackedZone ToZone() => new(Id, Name, Category, Latitude, Longitude, IsApproximate, OpeningHours, TimeZone);
    }

    private const string SelectPack =
        $"""
        select p.name, case when p.status = 'running' and o.status = 'active' and p.codeword_is_public then p.codeword end as codeword,
            greatest(p.updated_at, o.updated_at) as changed_at
        from programme_slugs s
        join tenant_directory o on o.id = s.organisation_id
        join programmes p on p.tenant_id = s.organisation_id and p.id = s.programme_id
        where s.slug = @slug;

        select z.id, z.name, z.category, z.latitude, z.longitude, z.is_approximate, z.opening_hours, z.time_zone, z.changed_at
        from ({PublicDirectory.Zones}) z
        order by z.id
        limit @rows
        """;
}

/// <summary>A programme to take along.</summary>
/// <param name="Name">The programme's name, by language (BCP 47).</param>
/// <param name="Codeword">The word by which somebody asks for help at a venue, where there is one that is published.</param>
/// <param name="NextUpdatedSince">Ask for the changes since then.</param>
/// <param name="Venues">Its safe zones.</param>
public sealed record OfflinePack(JsonText Name, string? Codeword, DateTimeOffset NextUpdatedSince, IReadOnlyList<PackedZone> Venues)
{
    internal static OfflinePack Example { get; } = new(
        new JsonText("""{"en":"Night Safe Zones","vi":"Khu vực An toàn ban đêm"}"""), "Angela",
        new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        [
            new PackedZone(
                SafeZone.Example.Id, SafeZone.Example.Name, SafeZone.Example.Category, SafeZone.Example.Latitude,
                SafeZone.Example.Longitude, SafeZone.Example.IsApproximate, SafeZone.Example.OpeningHours, SafeZone.Example.TimeZone),
        ]);
}

/// <summary>A safe zone as a phone takes it along.</summary>
/// <param name="Id">Its public id.</param>
/// <param name="Name">Its name, by language (BCP 47).</param>
/// <param name="Category">What it is.</param>
/// <param name="Latitude">Its latitude (WGS 84), exact or approximate; absent while none is known.</param>
/// <param name="Longitude">Its longitude (WGS 84), exact or approximate.</param>
/// <param name="IsApproximate">Whether the position is the middle of a field in which it lies somewhere.</param>
/// <param name="OpeningHours">When it is open, as OpenStreetMap writes it.</param>
/// <param name="TimeZone">The time zone of those hours (IANA).</param>
public sealed record PackedZone(
    Guid Id, JsonText Name, VenueCategory Category, double? Latitude, double? Longitude, bool IsApproximate, string? OpeningHours,
    string TimeZone);
