using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Anybody who works with venues looks what became of a partnership so far.</summary>
public static class ListPartnershipMoves
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/partnerships/{partnershipId:guid}/moves", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListPartnershipMoves), "List a partnership's moves",
            "Its history, oldest first; nothing in it is ever changed. The last 200 moves are kept in sight.")
        .Gives(StatusCodes.Status200OK, new Page<PartnershipMove>([PartnershipMove.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        Guid partnershipId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Page(context, new Page<PartnershipMove>(
            await mediator.Send(new Query(partnershipId), cancellationToken), new PageEnd(null, false)));

    internal sealed record Query(Guid PartnershipId) : IQuery<List<PartnershipMove>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<PartnershipMove>>
    {
        public async Task<List<PartnershipMove>> Handle(Query query, CancellationToken cancellationToken)
        {
            var moves = await database.List<PartnershipMove>(SelectMoves, new { id = query.PartnershipId }, cancellationToken);
            // Each partnership has at least its first line.
            return moves.Count > 0 ? moves : throw new Problem(ProblemCode.NotFound);
        }
    }

    private const string SelectMoves =
        """
        select latest.at, latest.action, latest.from_status, latest.to_status, latest.actor, latest.actor_id,
            latest.reason, latest.evidence
        from (
            select m.id, m.at, m.action, m.from_status, m.to_status, m.actor, m.actor_id, m.reason, m.evidence
            from partnership_moves m
            where m.tenant_id = @tenantId and m.partnership_id = @id
            order by m.id desc
            limit 200) latest
        order by latest.id
        """;
}

/// <summary>One line of a partnership's history.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Action">What was done; absent in the first line, by which it was opened.</param>
/// <param name="FromStatus">The status before; absent in the first line.</param>
/// <param name="ToStatus">The status after.</param>
/// <param name="Actor">In which capacity it was done.</param>
/// <param name="ActorId">The member or service account who did it; absent for the system.</param>
/// <param name="Reason">Why, where the move has a reason.</param>
/// <param name="Evidence">Where the paper is kept that staff transcribed.</param>
public sealed record PartnershipMove(
    DateTimeOffset At, PartnershipAction? Action, PartnershipStatus? FromStatus, PartnershipStatus ToStatus,
    PartnershipActor Actor, Guid? ActorId, string? Reason, string? Evidence)
{
    internal static PartnershipMove Example { get; } = new(
        Partnership.Example.CreatedAt, PartnershipAction.Approach, PartnershipStatus.Prospect, PartnershipStatus.Approached,
        PartnershipActor.Volunteer, new Guid("019a0c5e-7c3b-7e21-9f10-000000000001"), null, null);
}
