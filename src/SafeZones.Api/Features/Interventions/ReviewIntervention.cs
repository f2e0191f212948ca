using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Interventions;

namespace SafeZones.Api.Features.Interventions;

/// <summary>A coordinator or safeguarding lead says how far the network has looked at an intervention.</summary>
public static class ReviewIntervention
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/interventions/{interventionId:guid}/review", Endpoint)
        .Requires(Permission.ReviewInterventions)
        .Describe(nameof(ReviewIntervention), "Review an intervention", """
            First `reviewed`, then `approved`; `rejected` is what was none, a double or a test, and counts in no statistics. An amended
            one is to be reviewed again.
            """)
        .Takes(new Body { Verdict = ReviewVerdict.Reviewed })
        .Gives(StatusCodes.Status200OK, Intervention.Example with { ReviewStatus = ReviewStatus.Reviewed, Version = 2 })
        .Refuses(ProblemCode.MoveRefused, ProblemCode.InterventionDeleted);

    private static async Task<IResult> Endpoint(
        Guid interventionId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(interventionId, body, expected), cancellationToken));
    }

    /// <summary>What came of looking at it.</summary>
    public sealed record Body
    {
        /// <summary>What it was found to be.</summary>
        public required ReviewVerdict Verdict { get; init; }
    }

    internal sealed record Command(Guid InterventionId, Body Body, long? ExpectedVersion) : ICommand<Intervention>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, Intervention>
    {
        public async Task<Intervention> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.InterventionId;
            var standing = await InterventionStanding.Lock(database, id, command.ExpectedVersion, cancellationToken);
            audit.Record("intervention", id, ["review_status"]);
            return (await database.FirstOrDefault<Intervention>(
                UpdateThenSelect, new { id, status = standing.After(ActionOf(command.Body.Verdict)) }, cancellationToken))!;
        }
    }

    private static ReviewAction ActionOf(ReviewVerdict verdict) => verdict switch
    {
        ReviewVerdict.Reviewed => ReviewAction.Review,
        ReviewVerdict.Approved => ReviewAction.Approve,
        _ => ReviewAction.Reject,
    };

    private const string UpdateThenSelect =
        $"""
        update interventions i
        set review_status = @status, version = i.version + 1
        where i.tenant_id = @tenantId and i.id = @id;

        {Intervention.Select}
        """;
}

/// <summary>What came of looking at an intervention.</summary>
public enum ReviewVerdict
{
    /// <summary>It was looked at.</summary>
    Reviewed,
    /// <summary>It can be counted on.</summary>
    Approved,
    /// <summary>It was none, a double or a test.</summary>
    Rejected,
}
