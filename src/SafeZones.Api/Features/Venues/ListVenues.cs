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
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Features.Venues;

/// <summary>Whether a venue is in the network or was taken out of it.</summary>
public enum VenueStatus
{
    /// <summary>In the network.</summary>
    Registered,
    /// <summary>Taken out; can be restored.</summary>
    Deleted,
}

/// <summary>Anybody of the organisation who works with venues finds some of them.</summary>
public static class ListVenues
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/venues", Endpoint)
        .Requires(Permission.ReadVenues)
        .Describe(nameof(ListVenues), "List venues", """
            Filters narrow each other. With `near` the nearest come first, with `q` the best match; otherwise `sort`
            decides. To follow changes, sort by `updated_at` and begin a little before the last one that you saw.
            """)
        .Gives(StatusCodes.Status200OK, new Page<Venue>([VenueExamples.Venue], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        parameters.RefuseContradictions();
        var after = cursors.Read<After>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.Venues.ToPage(
            parameters.Limit ?? Paging.LimitDefault, venue => new After(venue.Id, venue.ListKey), context, found.Total));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters
    {
        /// <summary>Registered (the default), deleted, or both.</summary>
        [FromQuery(Name = "status")]
        public Choices<VenueStatus>? Status { get; init; }

        /// <summary>Any of these categories.</summary>
        [FromQuery(Name = "category")]
        public Choices<VenueCategory>? Category { get; init; }

        /// <summary>Only venues in this area.</summary>
        [FromQuery(Name = "area_id")]
        public Guid? AreaId { get; init; }

        /// <summary>Only venues of this chain.</summary>
        [FromQuery(Name = "chain_id")]
        public Guid? ChainId { get; init; }

        /// <summary>Only venues in this box.</summary>
        [FromQuery(Name = "bbox")]
        public Extent? Bbox { get; init; }

        /// <summary>Only venues around this position, nearest first.</summary>
        [FromQuery(Name = "near")]
        public Position? Near { get; init; }

        /// <summary>How far around <c>near</c>, in metres; 1,000 unless said otherwise.</summary>
        [FromQuery(Name = "radius_m"), Range(1, 50_000)]
        public int? RadiusM { get; init; }

        /// <summary>Part of a name, in any script, with typing errors.</summary>
        [FromQuery(Name = "q"), StringLength(100)]
        public string? Q { get; init; }

        /// <summary>Only venues that changed at this instant or later.</summary>
        [FromQuery(Name = "updated_since")]
        public Instant? UpdatedSince { get; init; }

        /// <summary>The order; a minus sign turns it round. <c>created_at</c> unless said otherwise.</summary>
        [FromQuery(Name = "sort"), AllowedValues("created_at", "-created_at", "updated_at", "-updated_at", "name", "-name")]
        public string? Sort { get; init; }

        /// <summary>How many venues at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary><c>total</c> counts what the filters leave.</summary>
        [FromQuery(Name = "include"), AllowedValues("total")]
        public string? Include { get; init; }

        /// <summary>Only these members of each venue, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }

        internal void RefuseContradictions()
        {
            var faults = new List<Fault>();
            if (RadiusM is not null && Near is null)
            {
                faults.Add(Fault.In("radius_m", FaultCode.Contradiction, ("rule", "radius_m needs near")));
            }

            if (Q is not null && SearchText.Normalise(Q).Length == 0)
            {
                faults.Add(Fault.In("q", FaultCode.InvalidText));
            }

            if (Near is not null && Q is not null)
            {
                faults.Add(Fault.In("q", FaultCode.Contradiction, ("rule", "near and q each have an order of their own")));
            }

            if (Sort is not null && (Near is not null || Q is not null))
            {
                faults.Add(Fault.In("sort", FaultCode.Contradiction, ("rule", "near and q have an order of their own")));
            }

            Problem.ThrowIfAny(faults);
        }
    }

    /// <summary>The last venue of a page: what the list is ordered by, then its id.</summary>
    internal sealed record After(Guid Id, string? Key = null);

    internal sealed record Found(List<Venue> Venues, long? Total);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<Found>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            var order = parameters switch
            {
                { Near: not null } => VenueOrder.Nearest,
                { Q: not null } => VenueOrder.BestMatch,
                _ => VenueOrder.Of(parameters.Sort),
            };
            var values = Values(query, order);
            var calls = parameters.Include == "total"
                ? [new SqlCall(order.Page, values), new SqlCall(order.Count, values)]
                : new[] { new SqlCall(order.Page, values) };
            await using var answers = await database.Ask(calls, cancellationToken);
            var venues = await answers.List<Venue>(cancellationToken);
            return new Found(venues, calls.Length == 1 ? null : await answers.FirstOrDefault<long>(cancellationToken));
        }

        private static object Values(Query query, VenueOrder order)
        {
            var parameters = query.Parameters;
            var statuses = parameters.Status?.Values ?? [VenueStatus.Registered];
            var radius = parameters.RadiusM ?? RadiusDefaultMetres;
            BoundingBox? around = parameters.Near is { } near
                ? BoundingBox.Around(new GeoPoint(near.Latitude, near.Longitude), radius)
                : null;
            var searchText = parameters.Q is null ? null : SearchText.Normalise(parameters.Q);
            return new
            {
                isRegistered = statuses.Contains(VenueStatus.Registered),
                isDeleted = statuses.Contains(VenueStatus.Deleted),
                categories = parameters.Category?.Values,
                areaId = parameters.AreaId,
                chainId = parameters.ChainId,
                updatedSince = parameters.UpdatedSince?.Value,
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
                searchText,
                searchBits = searchText is null ? null : SearchSignature.Of(searchText),
                afterKey = query.After?.Key ?? order.FirstKey,
                afterId = query.After?.Id ?? order.FirstId,
                // One more than the page, to know whether there is another.
                rows = (parameters.Limit ?? Paging.LimitDefault) + 1,
            };
        }
    }

    private const int RadiusDefaultMetres = 1_000;
}
