using System.Security.Claims;

namespace SafeZones.Api.Platform.Identity;

/// <summary>What a validated token says: who, whose organisation, which scopes.</summary>
internal sealed record TokenClaims(
    string Issuer, string Subject, Guid TenantId, bool IsServiceAccount, string? VerifiedEmail, IReadOnlyList<string> Scopes)
{
    /// <summary>Set by the built-in issuer alone; the same claim from another issuer means nothing.</summary>
    public const string ServiceAccountClaim = "safezones_service_account";

    /// <summary>The organisation that the token is for; a token without one can only be an operator's.</summary>
    public const string OrganisationClaim = "org";

    public static TokenClaims? FromOrDefault(ClaimsPrincipal principal, string builtInIssuer)
    {
        var issuer = principal.FindFirst("iss")?.Value;
        var subject = principal.FindFirst("sub")?.Value;
        var organisation = principal.FindFirst(OrganisationClaim)?.Value;
        var tenantId = Caller.PlatformTenant;
        if (issuer is null || string.IsNullOrEmpty(subject)
            || (organisation is not null && (!Guid.TryParse(organisation, out tenantId) || tenantId == Caller.PlatformTenant)))
        {
            return null;
        }

        return new TokenClaims(
            issuer,
            subject,
            tenantId,
            issuer == builtInIssuer && principal.HasClaim(ServiceAccountClaim, "true"),
            principal.HasClaim("email_verified", "true") ? principal.FindFirst("email")?.Value : null,
            principal.FindFirst("scope")?.Value.Split(' ') ?? []);
    }
}
