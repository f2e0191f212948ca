using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A coordinator takes the training records along as a table.</summary>
public static class ExportTrainingRecords
{
    private static readonly List<CsvColumn<TrainingRecord>> Columns = CsvColumns.Of<TrainingRecord>();

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/training-records/export", Endpoint)
        .Requires(Permission.CreateExports)
        .Describe(nameof(ExportTrainingRecords), "Export training records as CSV", """
            All of them, in the order in which they were recorded. The audit trail gets an entry. A connection that breaks off before
            the end is the sign that the table is not whole.
            """)
        .GivesText<string>("text/csv", CsvText.Of(Columns, TrainingRecord.Example));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, IMediator mediator, CancellationToken cancellationToken)
    {
        return new CsvReply<TrainingRecord>(await mediator.Send(new Command(parameters), cancellationToken), Columns, parameters);
    }

    /// <summary>Which records.</summary>
    internal sealed record Parameters : CsvParameters
    {
        /// <summary>Only records of this venue.</summary>
        [FromQuery(Name = "venue_id")]
        public Guid? VenueId { get; init; }
    }

    internal sealed record Command(Parameters Parameters) : ICommand<CsvFile<TrainingRecord>>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, CsvFile<TrainingRecord>>
    {
        public Task<CsvFile<TrainingRecord>> Handle(Command command, CancellationToken cancellationToken)
        {
            // Who took what is written before the first row is read.
            audit.Record("training_record", null, Columns.Select(column => column.Name));
            var today = TimeZoneName.DayOf(clock.GetUtcNow(), callers.Caller.Organisation.TimeZone);
            return Task.FromResult(new CsvFile<TrainingRecord>(
                $"training-records-{today:yyyy-MM-dd}.csv",
                database.Stream<TrainingRecord>(SelectAll, new { venueId = command.Parameters.VenueId }, cancellationToken)));
        }
    }

    // By their key, so that the first row comes at once.
    private const string SelectAll =
        $"""
        select {TrainingRecord.Columns}
        from training_records t
        where t.tenant_id = @tenantId and (@venueId::uuid is null or t.venue_id = @venueId)
        order by t.id
        """;
}
