using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// Nobody gives rights that they do not have. Without this an account that may only manage members and accounts could
/// make itself anything.
/// </summary>
internal static class Granting
{
    public static void RefuseBeyond(Caller caller, MemberRole role) =>
        RefuseUnless(caller, Rights.Of(role).IsSubsetOf(caller.Permissions));

    /// <summary>A machine passes on scopes by name, because a scope may come to mean more than it does today.</summary>
    public static void RefuseBeyond(Caller caller, IReadOnlyList<string> scopes) =>
        RefuseUnless(caller, caller.Kind == ActorKind.ServiceAccount
            ? scopes.All(caller.Scopes.Contains)
            : Rights.Of(scopes).IsSubsetOf(caller.Permissions));

    private static void RefuseUnless(Caller caller, bool isWithin)
    {
        if (!isWithin && caller.Kind != ActorKind.System)
        {
            throw new Problem(ProblemCode.GrantTooWide);
        }
    }
}
