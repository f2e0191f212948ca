using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Domain.Links;
using Rules = SafeZones.Domain.Partnerships.Appeals;

namespace SafeZones.Api.Features.Partnerships.Appeals;

/// <summary>A suspended venue appeals by its link.</summary>
public static class AppealSuspension
{
    /// <summary>The longest statement, in characters.</summary>
    internal const int StatementCharactersMax = 1000;

    /// <summary>For how many days a statement is kept.</summary>
    internal const int StatementDays = 400;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/appeal", Endpoint)
        .RequiresLink(LinkPurpose.Appeal)
        .Describe(nameof(AppealSuspension), "Appeal against a suspension", $"""
            Within {Rules.DaysToAppeal} working days (Monday to Friday) after the suspension, once. Somebody who took no earlier part decides within
            {Rules.DaysToDecide} more. The statement is sealed under the organisation's own key, is read by those alone who may suspend, each
            time with an entry in the audit trail, and is deleted after {StatementDays} days.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, FiledAppeal.Example)
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>What the venue says.</summary>
    public sealed record Body
    {
        /// <summary>Why the suspension is wrong, or what has been put right.</summary>
        [StringLength(StatementCharactersMax, MinimumLength = 1)]
        public required string Statement { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<FiledAppeal>;

    internal sealed class Handler(
        LinkUse link, PartnershipMover mover, OrganisationKeys keys, TenantDatabase database, AuditTrail audit)
        : IRequestHandler<Command, FiledAppeal>
    {
        public async Task<FiledAppeal> Handle(Command command, CancellationToken cancellationToken)
        {
            var partnershipId = await link.Take(cancellationToken);
            var standing = await mover.Lock(partnershipId, expectedVersion: null, cancellationToken);
            var (partnership, today) = (standing.Partnership, standing.Today);
            var (hasAppealed, key) = await Look(partnership, cancellationToken);
            PartnershipMover.RefuseByGuards(
                Rules.RefuseAppeal(partnership.Status, standing.Place.DayOf(partnership.StatusSince), hasAppealed, today));

            key ??= await keys.Make(cancellationToken);
            var (id, dueOn) = (RowId.At(standing.Now), Rules.DueOn(today));
            audit.Record("appeal", id, ["statement"]);
            database.CloseWith(new SqlCall(InsertAppeal, new
            {
                id,
                partnershipId,
                suspendedAt = partnership.StatusSince,
                reason = partnership.Reason,
                today,
                dueOn,
                keyId = key.Id,
                sealedStatement = keys.Seal(key, command.Body.Statement, Appeal.StatementPlace(id)),
                purgeOn = today.AddDays(StatementDays),
            }));
            return new FiledAppeal(id, today, dueOn);
        }

        private async Task<(bool HasAppealed, OrganisationKey? Key)> Look(Partnership partnership, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                SelectAppealedThenLockKey, new { partnershipId = partnership.Id, suspendedAt = partnership.StatusSince }, cancellationToken);
            return (
                await answers.FirstOrDefault<bool>(cancellationToken), await answers.FirstOrDefault<OrganisationKey>(cancellationToken));
        }
    }

    private static Body Example => new() { Statement = "That night our new colleague was alone. Everybody has been trained since." };

    private const string SelectAppealedThenLockKey =
        $"""
        select exists (
            select from appeals a
            where a.tenant_id = @tenantId and a.partnership_id = @partnershipId and a.suspended_at = @suspendedAt);

        {OrganisationKey.LockCurrent}
        """;

    private const string InsertAppeal =
        """
        insert into appeals (
            tenant_id, id, partnership_id, status, suspended_at, suspension_reason, filed_on, due_on, version)
        values (@tenantId, @id, @partnershipId, 'open', @suspendedAt, @reason, @today, @dueOn, 1);

        insert into appeal_statements (tenant_id, appeal_id, organisation_key_id, sealed_statement, purge_on)
        values (@tenantId, @id, @keyId, @sealedStatement, @purgeOn)
        """;
}

/// <summary>That an appeal has arrived; nothing of it is read by the link again.</summary>
/// <param name="Id">What the network calls it.</param>
/// <param name="FiledOn">The day on which it was made, where the venue is.</param>
/// <param name="DueOn">The day by which somebody decides.</param>
public sealed record FiledAppeal(Guid Id, DateOnly FiledOn, DateOnly DueOn)
{
    internal static FiledAppeal Example { get; } = new(Appeal.Example.Id, Appeal.Example.FiledOn, Appeal.Example.DueOn);
}
