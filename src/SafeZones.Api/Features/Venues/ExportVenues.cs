using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.Venues;

/// <summary>A coordinator takes the venues along as a table.</summary>
public static class ExportVenues
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/venues/export", Endpoint)
        .Requires(Permission.CreateExports)
        .Describe(nameof(ExportVenues), "Export venues as CSV", """
            All of them, in the order in which they were registered. `name` is in the organisation's default language where there is
            one in it, `name_by_language` is JSON with all of them, as is `external_ids`; lists have a semicolon between their items.
            The audit trail gets an entry. A connection that breaks off before the end is the sign that the table is not whole.
            """)
        .GivesText<string>("text/csv", CsvText.Of(Columns("vi"), VenueExamples.Venue));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, CallerAccessor callers, IMediator mediator, CancellationToken cancellationToken)
    {
        var file = await mediator.Send(new Command(parameters), cancellationToken);
        return new CsvReply<Venue>(file, Columns(callers.Caller.Organisation.DefaultLocale), parameters);
    }

    /// <summary>Which venues.</summary>
    internal sealed record Parameters : CsvParameters
    {
        /// <summary>Registered (the default), deleted, or both.</summary>
        [FromQuery(Name = "status")]
        public Choices<VenueStatus>? Status { get; init; }

        /// <summary>Only venues in this area.</summary>
        [FromQuery(Name = "area_id")]
        public Guid? AreaId { get; init; }
    }

    internal sealed record Command(Parameters Parameters) : ICommand<CsvFile<Venue>>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, CsvFile<Venue>>
    {
        public Task<CsvFile<Venue>> Handle(Command command, CancellationToken cancellationToken)
        {
            // Who took what is written before the first row is read.
            audit.Record("venue", null, Columns("en").Select(column => column.Name));
            var today = TimeZoneName.DayOf(clock.GetUtcNow(), callers.Caller.Organisation.TimeZone);
            var statuses = command.Parameters.Status?.Values ?? [VenueStatus.Registered];
            return Task.FromResult(new CsvFile<Venue>($"venues-{today:yyyy-MM-dd}.csv", database.Stream<Venue>(
                SelectAll,
                new
                {
                    isRegistered = statuses.Contains(VenueStatus.Registered),
                    isDeleted = statuses.Contains(VenueStatus.Deleted),
                    areaId = command.Parameters.AreaId,
                },
                cancellationToken)));
        }
    }

    private static List<CsvColumn<Venue>> Columns(string locale)
    {
        var columns = CsvColumns.Of<Venue>();
        // Only lists and registrations have these.
        columns.RemoveAll(column => column.Name is "distance_m" or "possible_duplicates");
        var name = columns.FindIndex(column => column.Name == "name");
        columns[name] = columns[name] with { Name = "name_by_language" };
        columns.Insert(name, new CsvColumn<Venue>("name", venue => NameIn(venue, locale)));
        return columns;
    }

    private static string NameIn(Venue venue, string locale)
    {
        var names = venue.Name.Read<Dictionary<string, string>>(ApiJson.Options);
        return names.GetValueOrDefault(locale) ?? names.Values.First();
    }

    // By their key, so that the first row comes at once.
    private const string SelectAll =
        $"""
        select {Venue.Columns}
        from venues v
        where v.tenant_id = @tenantId
          and (v.deleted_at is null and @isRegistered or v.deleted_at is not null and @isDeleted)
          and (@areaId::uuid is null or v.area_id = @areaId)
        order by v.id
        """;
}
