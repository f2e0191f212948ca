using System.Globalization;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using SafeZones.Api.Features.Venues;
using SafeZones.Api.Platform.Database;
using SafeZones.Domain.Geography;

namespace SafeZones.Bench.Limit;

/// <summary>Venue by id, the list, and the list around a position.</summary>
internal sealed class Reading(NpgsqlDataSource dataSource)
{
    private sealed record ById(Guid TenantId, Guid Id);

    private sealed record Filter(Guid TenantId, int Rows, double? Latitude, double? Longitude, int Radius)
    {
        public BoundingBox? Around { get; } = Latitude is { } latitude && Longitude is { } longitude
            ? BoundingBox.Around(new GeoPoint(latitude, longitude), Radius)
            : null;
    }

    private static readonly Statements<ById> SelectVenue = new(
        [DatabaseDoor.BeginReadOnly.Text, SetTenant, VenueWriting.SelectVenue, DatabaseDoor.Commit.Text],
        new() { ["tenantId"] = by => Value.Of(by.TenantId), ["id"] = by => Value.Of(by.Id) });

    private static readonly Dictionary<string, Func<Filter, NpgsqlParameter>> FilterValues = new()
    {
        ["tenantId"] = filter => Value.Of(filter.TenantId),
        ["isRegistered"] = _ => Value.Of(true),
        ["isDeleted"] = _ => Value.Of(false),
        ["categories"] = _ => Value.Null("venue_category[]"),
        ["areaId"] = _ => Value.Null(NpgsqlDbType.Uuid),
        ["chainId"] = _ => Value.Null(NpgsqlDbType.Uuid),
        ["updatedSince"] = _ => Value.Null(NpgsqlDbType.TimestampTz),
        ["west"] = _ => Value.Null(NpgsqlDbType.Double),
        ["south"] = _ => Value.Null(NpgsqlDbType.Double),
        ["east"] = _ => Value.Null(NpgsqlDbType.Double),
        ["north"] = _ => Value.Null(NpgsqlDbType.Double),
        ["latitude"] = filter => Value.Of(filter.Latitude),
        ["longitude"] = filter => Value.Of(filter.Longitude),
        ["radius"] = filter => Value.Of((double)filter.Radius),
        ["aroundWest"] = filter => Value.Of(filter.Around?.West),
        ["aroundSouth"] = filter => Value.Of(filter.Around?.South),
        ["aroundEast"] = filter => Value.Of(filter.Around?.East),
        ["aroundNorth"] = filter => Value.Of(filter.Around?.North),
        ["afterKey"] = _ => Value.Of(VenueOrder.Nearest.FirstKey!, NpgsqlDbType.Text),
        ["afterId"] = _ => Value.Of(Guid.Empty),
        ["rows"] = filter => Value.Of(filter.Rows),
    };

    private static readonly Statements<Filter> SelectList = Listing(VenueOrder.Of(sort: null));
    private static readonly Statements<Filter> SelectNearest = Listing(VenueOrder.Nearest);

    private const string SetTenant = "select set_tenant(@tenantId)";

    public async Task Venue(HttpContext context)
    {
        var id = Guid.Parse((string)context.Request.RouteValues["venueId"]!);
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        await using var batch = new NpgsqlBatch(connection);
        SelectVenue.AddTo(batch, new ById(Token.TenantId(context), id));
        LimitVenue? venue = null;
        await using (var reader = await batch.ExecuteReaderAsync(context.RequestAborted))
        {
            await reader.NextResultAsync(context.RequestAborted);
            if (await reader.ReadAsync(context.RequestAborted))
            {
                venue = LimitVenue.Read(reader);
            }

            await reader.NextResultAsync(context.RequestAborted);
        }

        if (venue is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await LimitJson.Write(context.Response, venue, LimitJson.Default.LimitVenue, context.RequestAborted);
    }

    public async Task Venues(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture);
        var venues = query["near"].ToString() is { Length: > 0 } near
            ? await List(context, SelectNearest, limit, near.Split(','), int.Parse(query["radius_m"]!, CultureInfo.InvariantCulture))
            : await List(context, SelectList, limit, near: null, radius: 1_000);
        var hasMore = venues.Count > limit;
        if (hasMore)
        {
            venues.RemoveAt(limit);
        }

        await LimitJson.Write(
            context.Response, new LimitPage(venues, new LimitPageEnd(hasMore)), LimitJson.Default.LimitPage, context.RequestAborted);
    }

    private async Task<List<LimitVenue>> List(
        HttpContext context, Statements<Filter> statements, int limit, string[]? near, int radius)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        await using var batch = new NpgsqlBatch(connection);
        statements.AddTo(batch, new Filter(
            Token.TenantId(context), limit + 1, Degrees(near?[0]), Degrees(near?[1]), radius));
        var venues = new List<LimitVenue>(limit + 1);
        await using var reader = await batch.ExecuteReaderAsync(context.RequestAborted);
        await reader.NextResultAsync(context.RequestAborted);
        while (await reader.ReadAsync(context.RequestAborted))
        {
            venues.Add(LimitVenue.Read(reader));
        }

        await reader.NextResultAsync(context.RequestAborted);
        return venues;
    }

    private static double? Degrees(string? text) =>
        text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static Statements<Filter> Listing(VenueOrder order) =>
        new([DatabaseDoor.BeginReadOnly.Text, SetTenant, order.Page, DatabaseDoor.Commit.Text], FilterValues);
}

/// <summary>What the token says.</summary>
internal static class Token
{
    public static Guid TenantId(HttpContext context) => Guid.Parse(context.User.FindFirst("org")!.Value);

    /// <summary>In the seed a member's subject is their id.</summary>
    public static Guid MemberId(HttpContext context) => Guid.Parse(context.User.FindFirst("sub")!.Value);
}
