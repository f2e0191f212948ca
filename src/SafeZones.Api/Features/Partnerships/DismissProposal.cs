using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator or safeguarding lead decides that what a mystery visit found is no reason to suspend.</summary>
public static class DismissProposal
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/check-ins/{checkInId:guid}/dismissal", Endpoint)
        .Requires(Permission.SuspendPartnerships)
        .Describe(nameof(DismissProposal), "Dismiss what a check-in proposes", """
            For an open proposal (`proposal_status`), which stays in sight with the reason. Whoever decides otherwise suspends the
            partnership, which settles its open proposals. The check-in itself stays as it is and counts for `check_current`.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, CheckIn.Proposing with { ProposalStatus = ProposalStatus.Dismissed, DismissalReason = DismissalReason.Explained })
        .Refuses(ProblemCode.ProposalNotOpen);

    private static async Task<IResult> Endpoint(
        Guid checkInId, Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(checkInId, body), cancellationToken));
    }

    /// <summary>Why.</summary>
    public sealed record Body
    {
        /// <summary>The class of the reason; more can be said in <c>X-Audit-Reason</c>.</summary>
        public required DismissalReason Reason { get; init; }
    }

    internal sealed record Command(Guid CheckInId, Body Body) : ICommand<CheckIn>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, CheckIn>
    {
        public async Task<CheckIn> Handle(Command command, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                DismissOpen, new { id = command.CheckInId, reason = command.Body.Reason }, cancellationToken);
            var dismissed = await answers.FirstOrDefault<CheckIn>(cancellationToken);
            _ = await answers.FirstOrDefault<Guid?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            audit.Record("check_in", command.CheckInId, ["proposal_status", "dismissal_reason"]);
            return dismissed ?? throw new Problem(ProblemCode.ProposalNotOpen);
        }
    }

    private static Body Example => new() { Reason = DismissalReason.Explained };

    private const string DismissOpen =
        $"""
        update check_ins c
        set proposal_status = 'dismissed', dismissal_reason = @reason
        where c.tenant_id = @tenantId and c.id = @id and c.proposal_status = 'open'
        returning {CheckIn.Columns};

        select c.id from check_ins c where c.tenant_id = @tenantId and c.id = @id
        """;
}
