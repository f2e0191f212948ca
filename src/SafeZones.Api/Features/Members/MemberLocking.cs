using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Members;

/// <summary>A member who is about to change, locked together with the organisation's owners.</summary>
/// <param name="Member">The member.</param>
/// <param name="Owners">Every enabled owner, the member included if they are one.</param>
internal sealed record LockedMember(Member Member, IReadOnlyList<Member> Owners)
{
    /// <summary>
    /// Somebody who can come in must stay to answer for the organisation. An owner who was invited and has never signed
    /// in does not count: nobody may ever accept.
    /// </summary>
    public void RefuseLosingTheLastOwner()
    {
        var isOwner = Owners.Any(owner => owner.Id == Member.Id);
        if (isOwner && !Owners.Any(owner => owner.Id != Member.Id && owner.Subject is not null))
        {
            throw new Problem(ProblemCode.LastOwner);
        }
    }
}

internal static class MemberLocking
{
    public static async Task<LockedMember> Lock(
        this TenantDatabase database, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var locked = await database.List<Member>(LockMemberAndOwners, new { id }, cancellationToken);
        var member = locked.Find(member => member.Id == id) ?? throw new Problem(ProblemCode.NotFound);
        ETags.RefuseStale(expectedVersion, member.Version);
        return new LockedMember(
            member, locked.FindAll(owner => owner is { Role: MemberRole.Owner, DisabledAt: null }));
    }

    // Two owners who put each other out at once wait for each other here, in one order, and the second is the last.
    private const string LockMemberAndOwners =
        $"""
        select {Member.Columns}
        from members m
        where m.tenant_id = @tenantId
          and (m.id = @id or m.role = 'owner' and m.disabled_at is null)
        order by m.id
        for update
        """;
}
