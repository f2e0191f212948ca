using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>Anybody who works with venues looks which trainings are to come, or were.</summary>
public static class ListTrainingSessions
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/training-sessions", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListTrainingSessions), "List training sessions",
            "In the order in which they begin. What is to come: `status=planned` and `from` now.")
        .Gives(StatusCodes.Status200OK, new Page<TrainingSession>([TrainingSession.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<After>(parameters.Cursor, context);
        var sessions = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, sessions.ToPage(
            parameters.LimitOrDefault, session => new After(session.StartsAt, session.Id), context));
    }

    /// <summary>Which sessions.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only sessions that stand in one of these.</summary>
        [FromQuery(Name = "status")]
        public Choices<TrainingSessionStatus>? Status { get; init; }

        /// <summary>Only sessions for the people of this venue.</summary>
        [FromQuery(Name = "venue_id")]
        public Guid? VenueId { get; init; }

        /// <summary>Only sessions that begin at this instant or later.</summary>
        [FromQuery(Name = "from")]
        public Instant? From { get; init; }

        /// <summary>Only sessions that begin before this instant.</summary>
        [FromQuery(Name = "until")]
        public Instant? Until { get; init; }
    }

    /// <summary>The last session of a page.</summary>
    internal sealed record After(DateTimeOffset StartsAt, Guid Id);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<List<TrainingSession>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<TrainingSession>>
    {
        public Task<List<TrainingSession>> Handle(Query query, CancellationToken cancellationToken) =>
            database.List<TrainingSession>(
                SelectPage,
                new
                {
                    statuses = query.Parameters.Status?.Values,
                    venueId = query.Parameters.VenueId,
                    from = query.Parameters.From?.Value,
                    until = query.Parameters.Until?.Value,
                    afterStartsAt = query.After?.StartsAt,
                    afterId = query.After?.Id,
                    rows = query.Parameters.Rows,
                },
                cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {TrainingSession.Columns}
        from training_sessions s
        where s.tenant_id = @tenantId
          and (@statuses::training_session_status[] is null or s.status = any(@statuses))
          and (@venueId::uuid is null or s.venue_id = @venueId)
          and (@from::timestamptz is null or s.starts_at >= @from)
          and (@until::timestamptz is null or s.starts_at < @until)
          and (@afterId::uuid is null or (s.starts_at, s.id) > (@afterStartsAt, @afterId))
        order by s.starts_at, s.id
        limit @rows
        """;
}
