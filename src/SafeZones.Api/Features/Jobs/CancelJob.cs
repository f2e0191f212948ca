using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Jobs;

/// <summary>Somebody calls a job off.</summary>
public static class CancelJob
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/jobs/{jobId:guid}/cancellation", Endpoint)
        .Requires(Permission.FollowJobs)
        .Describe(nameof(CancelJob), "Cancel a job", """
            It ends before its next part, and what it had written is deleted. A job that goes on changes its version all the time: say `If-Match: *`.
            One that is over cannot be cancelled.
            """)
        .Gives(StatusCodes.Status200OK, Job.Example with { Status = JobStatus.Cancelled, FinishedAt = Job.Example.CreatedAt, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid jobId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(jobId, expected), cancellationToken));
    }

    internal sealed record Command(Guid JobId, long? ExpectedVersion) : ICommand<Job>;

    internal sealed class Handler(JobQueue queue) : IRequestHandler<Command, Job>
    {
        public Task<Job> Handle(Command command, CancellationToken cancellationToken) =>
            queue.Cancel(command.JobId, command.ExpectedVersion, cancellationToken);
    }
}
