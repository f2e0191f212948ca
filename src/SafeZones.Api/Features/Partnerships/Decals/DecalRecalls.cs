using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>
/// What becomes of a partnership's decals when its status changes, in the same transaction: nothing is on show at a venue
/// that is out without being asked back (DOMAIN.md section 6, invariant 2).
/// </summary>
internal static class DecalRecalls
{
    /// <summary>Within how many days a decal should be down.</summary>
    public const int DueDays = 14;

    /// <summary>What follows from a status that the locked partnership has just come to.</summary>
    public static async Task Follow(
        TenantDatabase database, Guid partnershipId, PartnershipStatus status, DateOnly today, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        switch (DecalGuards.ConsequenceOf(status))
        {
            case DecalConsequence.MayStay:
                await database.Execute(CancelAll, new { partnershipId, now }, cancellationToken);
                break;
            case DecalConsequence.ComeDown:
                await Open(database, partnershipId, ApiJson.Word(status), today, now, cancellationToken);
                break;
        }
    }

    /// <summary>Asks for everything back that is on show, as the second grace ends or the partnership does.</summary>
    public static async Task Open(
        TenantDatabase database, Guid partnershipId, string reason, DateOnly today, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var live = await database.List<Guid>(LockLive, new { partnershipId }, cancellationToken);
        if (live.Count > 0)
        {
            await database.Execute(
                [
                    new SqlCall(RequestAll, new { partnershipId, now }),
                    .. live.Select((decalId, index) => new SqlCall(InsertRecall, new
                    {
                        recallId = RowId.At(now.AddMicroseconds(index)), decalId, partnershipId, reason, dueOn = today.AddDays(DueDays), now,
                    })),
                ],
                cancellationToken);
        }
    }

    // Locked, so that none is displayed, lost or returned meanwhile.
    private const string LockLive =
        """
        select d.id
        from decals d
        where d.tenant_id = @tenantId and d.partnership_id = @partnershipId and d.state in ('issued', 'displayed')
        order by d.id
        for update
        """;

    private const string RequestAll =
        """
        update decals d
        set state = 'recall_requested', state_since = @now, updated_at = @now, version = d.version + 1
        where d.tenant_id = @tenantId and d.partnership_id = @partnershipId and d.state in ('issued', 'displayed')
        """;

    private const string InsertRecall =
        """
        insert into recalls (tenant_id, id, decal_id, partnership_id, reason, due_on, status, opened_at, updated_at)
        values (@tenantId, @recallId, @decalId, @partnershipId, @reason, @dueOn, 'open', @now, @now)
        """;

    // What is still up may stay.
    private const string CancelAll =
        """
        update decals d
        set state = 'displayed', state_since = @now, updated_at = @now, version = d.version + 1
        where d.tenant_id = @tenantId and d.partnership_id = @partnershipId and d.state = 'recall_requested';

        update recalls k
        set status = 'resolved', updated_at = @now
        where k.tenant_id = @tenantId and k.partnership_id = @partnershipId and k.status in ('open', 'reminded', 'overdue')
        """;
}
