using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Printing;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Jobs;

/// <summary>Somebody fetches what came of a job.</summary>
public static class GetJobResult
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/jobs/{jobId:guid}/result", Endpoint)
        .Requires(Permission.FollowJobs)
        .Describe(nameof(GetJobResult), "Read the result of a job", """
            As often as it is needed until `expires_at`; then it is deleted. The audit trail gets an entry each time. A connection that breaks off
            before `Content-Length` is the sign that it is not whole.
            """)
        .GivesText<PrintedFile>(PdfFile.MediaType, PrintedFile.Example)
        .Refuses(ProblemCode.JobWithoutResult);

    private static async Task<IResult> Endpoint(Guid jobId, IMediator mediator, CancellationToken cancellationToken) =>
        new FileReply(await mediator.Send(new Command(jobId), cancellationToken), PdfFile.MediaType);

    internal sealed record Command(Guid JobId) : ICommand<SentFile>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, SentFile>
    {
        public async Task<SentFile> Handle(Command command, CancellationToken cancellationToken)
        {
            var job = await database.FirstOrDefault<Job>(Job.Select, new { id = command.JobId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            if (job.Status != JobStatus.Succeeded || job.ExpiresAt <= clock.GetUtcNow())
            {
                throw new Problem(ProblemCode.JobWithoutResult);
            }

            audit.Record("job", job.Id, ["result"]);
            return new SentFile(
                $"{ApiJson.Word(job.Kind).Replace('_', '-')}-{job.Id}.pdf", job.ResultBytes,
                database.Stream<Part>(SelectParts, new { id = job.Id }, cancellationToken).Select(part => part.Content));
        }
    }

    private sealed record Part(byte[] Content);

    private const string SelectParts =
        """
        select t.content
        from job_parts t
        where t.tenant_id = @tenantId and t.job_id = @id
        order by t.number
        """;
}
