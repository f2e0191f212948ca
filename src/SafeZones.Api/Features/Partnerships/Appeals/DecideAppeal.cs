using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;
using Rules = SafeZones.Domain.Partnerships.Appeals;

namespace SafeZones.Api.Features.Partnerships.Appeals;

/// <summary>Somebody who took no earlier part decides an appeal.</summary>
public static class DecideAppeal
{
    /// <summary>The longest reason, in characters.</summary>
    internal const int ReasonCharactersMax = 500;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/appeals/{appealId:guid}/decision", Endpoint)
        .Requires(Permission.SuspendPartnerships)
        .Describe(nameof(DecideAppeal), "Decide an appeal", """
            Whoever suspended the venue, or logged the mystery visit that proposed it, does not decide. `upheld` makes a safe zone of the
            venue again at once and needs all that activation needs; `rejected` leaves it suspended. Decided is decided.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Appeal.Example with
        {
            Status = AppealStatus.Upheld, DecidedBy = new Guid("019a0c5e-7c3b-7e21-9f10-000000000003"),
            DecidedAt = new DateTimeOffset(2026, 12, 1, 6, 0, 0, TimeSpan.Zero), DecisionReason = Example.Reason, Version = 2,
        })
        .Refuses(ProblemCode.MoveRefused, ProblemCode.RequirementsUnmet);

    private static async Task<IResult> Endpoint(
        Guid appealId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(appealId, body, expected), cancellationToken));
    }

    /// <summary>What is decided.</summary>
    public sealed record Body
    {
        /// <summary>For the venue or against it.</summary>
        public required AppealOutcome Outcome { get; init; }

        /// <summary>Why, as the venue may be told; no names and no numbers.</summary>
        [StringLength(ReasonCharactersMax, MinimumLength = 1), OneLine, NoIdentifiers]
        public required string Reason { get; init; }
    }

    internal sealed record Command(Guid AppealId, Body Body, long? ExpectedVersion) : ICommand<Appeal>;

    internal sealed class Handler(PartnershipMover mover, TenantDatabase database, CallerAccessor callers, AuditTrail audit)
        : IRequestHandler<Command, Appeal>
    {
        public async Task<Appeal> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, body, reviewerId) = (command.AppealId, command.Body, callers.Caller.Id);
            var action = body.Outcome == AppealOutcome.Upheld ? AppealAction.Uphold : AppealAction.Reject;
            var partnershipId = await database.FirstOrDefault<Guid?>(SelectPartnership, new { id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            var standing = await mover.Lock(partnershipId, expectedVersion: null, cancellationToken);
            var earlierParts = await LockAppeal(id, command.ExpectedVersion, action, cancellationToken);
            PartnershipMover.RefuseByGuards(Rules.RefuseReviewer(earlierParts, reviewerId));

            audit.Record("appeal", id, ["status", "decision_reason"]);
            var decided = (await database.FirstOrDefault<Appeal>(
                UpdateAppeal,
                new { id, status = Rules.Table.Next(AppealStatus.Open, action), reviewerId, reason = body.Reason, now = standing.Now },
                cancellationToken))!;
            if (action == AppealAction.Uphold)
            {
                await mover.Make(
                    standing, PartnershipAction.Reinstate, mover.ActorOf(PartnershipAction.Reinstate), MoveDetails.None, cancellationToken,
                    PartnershipGuards.RefuseOwnReview(standing.Place.SuspendedBy, reviewerId));
            }

            return decided;
        }

        // Its partnership is locked before it, as whoever ends the suspension otherwise does.
        private async Task<List<Guid>> LockAppeal(
            Guid id, long? expectedVersion, AppealAction action, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(LockAppealThenListParts, new { id }, cancellationToken);
            var appeal = (await answers.FirstOrDefault<Appeal>(cancellationToken))!;
            ETags.RefuseStale(expectedVersion, appeal.Version);
            return Rules.Table.RefuseMove(appeal.Status, action, AppealActor.Reviewer) is null
                ? await answers.List<Guid>(cancellationToken)
                : throw new Problem(ProblemCode.MoveRefused, Fault.MoveImpossible(appeal.Status, []));
        }
    }

    private static Body Example => new() { Outcome = AppealOutcome.Upheld, Reason = "Everybody on duty has been trained since." };

    private const string SelectPartnership =
        "select a.partnership_id from appeals a where a.tenant_id = @tenantId and a.id = @id";

    // Whoever suspended it, and whoever logged what had proposed that and no earlier suspension.
    private const string LockAppealThenListParts =
        $"""
        {Appeal.Select} for update;

        select m.actor_id
        from appeals a
        join partnership_moves m on m.tenant_id = a.tenant_id and m.partnership_id = a.partnership_id
          and m.action = 'suspend' and m.at = a.suspended_at
        where a.tenant_id = @tenantId and a.id = @id and m.actor_id is not null
        union
        select c.recorded_by
        from appeals a
        join check_ins c on c.tenant_id = a.tenant_id and c.partnership_id = a.partnership_id
          and c.proposal_status = 'settled' and c.recorded_at <= a.suspended_at
        where a.tenant_id = @tenantId and a.id = @id and c.recorded_by is not null
          and not exists (
              select from partnership_moves m
              where m.tenant_id = a.tenant_id and m.partnership_id = a.partnership_id and m.action = 'suspend'
                and m.at >= c.recorded_at and m.at < a.suspended_at)
        """;

    private const string UpdateAppeal =
        $"""
        update appeals a
        set status = @status, decided_by = @reviewerId, decided_at = @now, decision_reason = @reason, version = a.version + 1
        where a.tenant_id = @tenantId and a.id = @id
        returning {Appeal.Columns}
        """;
}

/// <summary>What is decided of an appeal.</summary>
public enum AppealOutcome
{
    /// <summary>The venue was right, or has put it right: it is reinstated.</summary>
    Upheld,
    /// <summary>The suspension stays.</summary>
    Rejected,
}
