using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Interventions;

namespace SafeZones.Api.Features.Interventions;

/// <summary>Where an intervention stands, locked for whoever changes it.</summary>
internal sealed record InterventionStanding(
    Guid Id, Guid? PartnershipId, int Edition, ReviewStatus ReviewStatus, bool IsOnHold, DateOnly? RetentionUntil, DateOnly? DeletedOn,
    long Version)
{
    /// <summary>Of one whose content is there; one that was deleted cannot be changed.</summary>
    public static async Task<InterventionStanding> Lock(
        TenantDatabase database, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var standing = await database.FirstOrDefault<InterventionStanding>(LockIntervention, new { id }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
        ETags.RefuseStale(expectedVersion, standing.Version);
        return standing.DeletedOn is null ? standing : throw new Problem(ProblemCode.InterventionDeleted);
    }

    /// <summary>The review status after the action, or a refusal that says what may be done.</summary>
    public ReviewStatus After(ReviewAction action)
    {
        var table = InterventionReview.Table;
        if (table.RefuseMove(ReviewStatus, action, ReviewActor.Reviewer) is null)
        {
            return table.Next(ReviewStatus, action);
        }

        var possible = table.Moves.Where(move => move.From == ReviewStatus).Select(move => ApiJson.Word(move.Action));
        throw new Problem(ProblemCode.MoveRefused, Fault.MoveImpossible(ReviewStatus, possible));
    }

    private const string LockIntervention =
        """
        select i.id, i.partnership_id, i.edition, i.review_status, i.is_on_hold, i.retention_until, i.deleted_on, i.version
        from interventions i
        where i.tenant_id = @tenantId and i.id = @id
        for update
        """;
}
