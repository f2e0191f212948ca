using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Trainings;

/// <summary>Whoever takes part in a training puts it into their calendar.</summary>
public static class GetTrainingSessionCalendar
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/training-sessions/{trainingSessionId:guid}/calendar", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(GetTrainingSessionCalendar), "Read a training session as a calendar", """
            An `.ics` file with this one event (RFC 5545). Read again after a change it replaces the event that the calendar has;
            a session that was called off is `CANCELLED`. It names nobody, and no venue but one that is `public`: say in `place`
            where people have to go.
            """)
        .GivesText<CalendarFile>(CalendarEntry.MediaType, CalendarFile.Example);

    private static async Task<IResult> Endpoint(
        Guid trainingSessionId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.PrivateText(
            context, CalendarEntry.MediaType, (await mediator.Send(new Query(trainingSessionId), cancellationToken)).Text);

    internal sealed record Query(Guid TrainingSessionId) : IQuery<CalendarFile>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, CalendarFile>
    {
        public async Task<CalendarFile> Handle(Query query, CancellationToken cancellationToken) => CalendarEntry.File(
            [await database.FirstOrDefault<CalendarEntry>(SelectEntry, new { id = query.TrainingSessionId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound)]);
    }

    private const string SelectEntry =
        $"""
        select {CalendarEntry.Columns}
        from training_sessions s
        {CalendarEntry.Joins}
        where s.tenant_id = @tenantId and s.id = @id
        """;
}
