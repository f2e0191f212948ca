using MediatR;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>
/// The system looks at a partnership and does what follows from the facts of the day: lapse, repair, recall, remind. It may look
/// late, twice or after an outage and comes to the same.
/// </summary>
internal static class ReviewPartnership
{
    /// <summary>How many days before its day a venue is reminded of a recall.</summary>
    internal const int ReminderDays = 7;

    internal sealed record Command(Guid PartnershipId) : ICommand<Unit>;

    internal sealed class Handler(PartnershipMover mover, TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            var now = clock.GetUtcNow();
            var standing = await PartnershipStanding.Lock(database, command.PartnershipId, now, cancellationToken);
            // Somebody else has looked meanwhile.
            if (standing is null || !(standing.Place.DueAt <= now))
            {
                return Unit.Value;
            }

            var requirements = standing.RequirementsOn(standing.Today);
            var moved = await Move(standing, requirements, cancellationToken);
            await RecallAfterSecondGrace(moved, cancellationToken);
            // Most have none, and a pass over thousands is spared the question.
            var mayHaveRecalls = standing.Place.HasRecalls || moved.SecondGraceEndsOn <= moved.Today;
            var recalls = mayHaveRecalls ? await RemindOfRecalls(standing, cancellationToken) : [];
            database.CloseWith(new SqlCall(UpdateOutlook, Outlook(moved, requirements, recalls)));
            return Unit.Value;
        }

        private async Task<PartnershipStanding> Move(
            PartnershipStanding standing, IReadOnlyList<Requirement> requirements, CancellationToken cancellationToken)
        {
            var action = SystemDecisions.MoveOrDefault(
                standing.Partnership.Status, requirements, standing.Place.Policy, standing.Place.Programme, standing.Today);
            return action is null
                ? standing
                : standing with
                {
                    Partnership = await mover.Make(
                        standing, action.Value, PartnershipActor.System, MoveDetails.None, cancellationToken),
                };
        }

        private async Task RecallAfterSecondGrace(PartnershipStanding standing, CancellationToken cancellationToken)
        {
            if (standing.SecondGraceEndsOn <= standing.Today)
            {
                await DecalRecalls.Open(
                    database, standing.Partnership.Id, ApiJson.Word(standing.Partnership.Status), standing.Today, standing.Now,
                    cancellationToken);
            }
        }

        // The days on which something happens to its recalls by itself.
        private async Task<List<DateOnly>> RemindOfRecalls(PartnershipStanding standing, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                RemindThenList,
                new { id = standing.Partnership.Id, today = standing.Today, reminderDays = ReminderDays, now = standing.Now },
                cancellationToken);
            return await answers.List<DateOnly>(cancellationToken);
        }

        private static object Outlook(
            PartnershipStanding standing, IReadOnlyList<Requirement> requirements, List<DateOnly> recalls)
        {
            var (policy, facts, status) = (standing.Place.Policy, standing.Facts, standing.Partnership.Status);
            var lapsesOn = status == PartnershipStatus.Active ? Requirements.LapsesOn(requirements, policy) : null;
            IEnumerable<DateOnly?> ofFacts = PartnershipLifecycle.Terminal.Contains(status)
                ? []
                : [.. requirements.Select(one => one.BreaksOn), lapsesOn, standing.SecondGraceEndsOn];
            var next = ofFacts.Concat(recalls.Cast<DateOnly?>()).Where(day => day > standing.Today).Min();
            return new
            {
                id = standing.Partnership.Id,
                isReady = requirements.All(one => one.Met),
                lapsesOn,
                nextCheckOn = Requirements.NextCheckOn(policy, facts, standing.Today),
                noFocalPointSince = facts.NoFocalPointSince,
                noPositionSince = facts.NoPositionSince,
                dueAt = next is { } day ? standing.Place.BeginningOf(day) : (DateTimeOffset?)null,
            };
        }
    }

    private const string RemindThenList =
        """
        update recalls k
        set status = 'reminded', updated_at = @now
        where k.tenant_id = @tenantId and k.partnership_id = @id and k.status = 'open'
          and k.due_on - @reminderDays <= @today and k.due_on >= @today;

        update recalls k
        set status = 'overdue', updated_at = @now
        where k.tenant_id = @tenantId and k.partnership_id = @id and k.status in ('open', 'reminded') and k.due_on < @today;

        select d.day
        from recalls k
        cross join lateral (values (k.due_on - @reminderDays), (k.due_on + 1)) as d (day)
        where k.tenant_id = @tenantId and k.partnership_id = @id and k.status in ('open', 'reminded') and d.day > @today
        """;

    // The version counts what a client can see.
    private const string UpdateOutlook =
        """
        update partnerships r
        set is_ready = @isReady, lapse_forecast_on = @lapsesOn, next_check_on = @nextCheckOn,
            no_focal_point_since = @noFocalPointSince, no_position_since = @noPositionSince, due_at = @dueAt,
            version = r.version
                + case when (r.is_ready, r.lapse_forecast_on, r.next_check_on) is distinct from (@isReady, @lapsesOn, @nextCheckOn)
                    then 1 else 0 end
        where r.tenant_id = @tenantId and r.id = @id
        """;
}
