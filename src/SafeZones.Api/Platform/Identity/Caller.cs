using System.Collections.Frozen;
using SafeZones.Domain;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Platform.Identity;

/// <summary>Whoever a request acts for: a member, a service account, a venue that holds a link, an operator or the system itself.</summary>
/// <param name="Kind">What sort of caller.</param>
/// <param name="Id">The member, service account or action link; null for the system.</param>
/// <param name="TenantId">The organisation, or <see cref="PlatformTenant"/>.</param>
/// <param name="Placement">Where that organisation's partition lies.</param>
/// <param name="Permissions">What the caller may do, by <see cref="Rights"/>.</param>
/// <param name="Organisation">What requests need to know of the organisation.</param>
internal sealed record Caller(
    ActorKind Kind,
    Guid? Id,
    Guid TenantId,
    Placement Placement,
    FrozenSet<Permission> Permissions,
    CallersOrganisation Organisation)
{
    /// <summary>The platform's own partition: operators, their audit trail and their idempotency keys.</summary>
    public static readonly Guid PlatformTenant = Guid.Empty;

    /// <summary>What a member or operator does; null for machines and the system.</summary>
    public MemberRole? Role { get; init; }

    /// <summary>What a service account's token was granted; empty for everybody else.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What the link is for, by which a venue came in; null for everybody else.</summary>
    public HeldLink? Link { get; init; }

    /// <summary>The system itself in the platform's partition: the program's own commands.</summary>
    public static Caller Platform => System(PlatformTenant, CallersOrganisation.None);

    /// <summary>A job's caller: nobody's token, one organisation's partition.</summary>
    public static Caller System(Guid tenantId, CallersOrganisation organisation) =>
        new(ActorKind.System, null, tenantId, Placement.Shared, FrozenSet<Permission>.Empty, organisation);
}

/// <summary>Defaults that an organisation gives to what it registers.</summary>
internal sealed record CallersOrganisation(string Country, string TimeZone, string DefaultLocale, int VenuesMax)
{
    /// <summary>For callers of the platform's own plane.</summary>
    public static readonly CallersOrganisation None = new("ZZ", "Etc/UTC", "en", 0);
}

/// <summary>Holds the caller of this request; whoever asks before sign-in is refused.</summary>
internal sealed class CallerAccessor
{
    private Caller? caller;

    public Caller Caller
    {
        get => caller ?? throw new InvalidOperationException("Nobody has signed in to this request.");
        set => caller = value;
    }

    /// <summary>The caller's organisation; the platform's own partition for somebody who has not signed in.</summary>
    public Guid TenantId => caller?.TenantId ?? Identity.Caller.PlatformTenant;
}

/// <summary>The one thing that a venue may do with its link.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="PartnershipId">For which venue in which programme.</param>
/// <param name="IsByText">Whether its code came by text message, from a number that the venue is known by.</param>
internal sealed record HeldLink(LinkPurpose Purpose, Guid PartnershipId, bool IsByText = false);
