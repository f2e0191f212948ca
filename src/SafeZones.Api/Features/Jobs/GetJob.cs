using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Jobs;

/// <summary>Somebody looks how far a job is.</summary>
public static class GetJob
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/jobs/{jobId:guid}", Endpoint)
        .Requires(Permission.FollowJobs)
        .Describe(nameof(GetJob), "Read a job", """
            Ask every few seconds, with If-None-Match: 304 says that it has not gone on. Once it has `succeeded`, `result_url` is where its result
            is, until `expires_at`. A job is forgotten thirty days after its end.
            """)
        .Gives(StatusCodes.Status200OK, Job.Example);

    private static async Task<IResult> Endpoint(
        Guid jobId, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(jobId), cancellationToken));

    internal sealed record Query(Guid JobId) : IQuery<Job>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Job>
    {
        public async Task<Job> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Job>(Job.Select, new { id = query.JobId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }
}
