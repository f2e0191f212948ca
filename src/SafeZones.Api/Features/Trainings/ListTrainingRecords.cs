using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Trainings;

/// <summary>Anybody who works with venues reads who was trained where.</summary>
public static class ListTrainingRecords
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/training-records", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListTrainingRecords), "List training records", "The latest recorded first.")
        .Gives(StatusCodes.Status200OK, new Page<TrainingRecord>([TrainingRecord.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<LastId>(parameters.Cursor, context);
        var records = await mediator.Send(new Query(parameters, before), cancellationToken);
        return Reply.Page(context, records.ToPage(parameters.LimitOrDefault, record => new LastId(record.Id), context));
    }

    /// <summary>Which records.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only records of this venue.</summary>
        [FromQuery(Name = "venue_id")]
        public Guid? VenueId { get; init; }

        /// <summary>Only records of this session.</summary>
        [FromQuery(Name = "training_session_id")]
        public Guid? TrainingSessionId { get; init; }
    }

    internal sealed record Query(Parameters Parameters, LastId? Before) : IQuery<List<TrainingRecord>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<TrainingRecord>>
    {
        public Task<List<TrainingRecord>> Handle(Query query, CancellationToken cancellationToken) => database.List<TrainingRecord>(
            SelectPage,
            new
            {
                venueId = query.Parameters.VenueId,
                sessionId = query.Parameters.TrainingSessionId,
                beforeId = query.Before?.Id ?? Guid.AllBitsSet,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {TrainingRecord.Columns}
        from training_records t
        where t.tenant_id = @tenantId
          and (@venueId::uuid is null or t.venue_id = @venueId)
          and (@sessionId::uuid is null or t.session_id = @sessionId)
          and t.id < @beforeId
        order by t.id desc
        limit @rows
        """;
}
