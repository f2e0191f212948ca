using System.Security.Claims;

namespace SafeZones.Api.Platform.Identity;

/// <summary>What a validated token says: who, whose organisation, which scopes.</summary>
internal sealed record TokenClaims(
    string Issuer, string Subject, Guid TenantId, bool IsServiceAccount, string? VerifiedEmail, string Scope)
{
    /// <summary>OpenID Connect Core 1.0, section 2.</summary>
    private const int SubjectCharactersMax = 255;

    private const int EmailCharactersMax = 254;

    /// <summary>Set by the built-in issuer alone; the same claim from another issuer means nothing.</summary>
    public const string ServiceAccountClaim = "safezones_service_account";

    /// <summary>The organisation that the token is for; a token without one can only be an operator's.</summary>
    public const string OrganisationClaim = "org";

    public static TokenClaims? FromOrDefault(ClaimsIdentity identity, string builtInIssuer)
    {
        var issuer = identity.FindFirst("iss")?.Value;
        var subject = identity.FindFirst("sub")?.Value;
        var organisation = identity.FindFirst(OrganisationClaim)?.Value;
        var tenantId = Caller.PlatformTenant;
        if (issuer is null || !IsText(subject, SubjectCharactersMax)
            || (organisation is not null && (!Guid.TryParse(organisation, out tenantId) || tenantId == Caller.PlatformTenant)))
        {
            return null;
        }

        var email = identity.HasClaim("email_verified", "true") ? identity.FindFirst("email")?.Value : null;
        return new TokenClaims(
            issuer,
            subject!,
            tenantId,
            issuer == builtInIssuer && identity.HasClaim(ServiceAccountClaim, "true"),
            IsText(email, EmailCharactersMax) ? email!.Normalize().ToLowerInvariant() : null,
            identity.FindFirst("scope")?.Value ?? "");
    }

    // Even a provider that we trust can name somebody in a way that the database cannot hold.
    private static bool IsText(string? text, int most) =>
        text?.Length is > 0 && text.Length <= most
        && !text.Any(character => char.IsControl(character) || char.IsSurrogate(character));
}

/// <summary>Somebody whose token is valid, with what it says: read once, and remembered with it.</summary>
internal sealed class KnownIdentity(ClaimsIdentity validated, TokenClaims? token) : ClaimsIdentity(validated)
{
    /// <summary>Null where the token says what nobody here can be.</summary>
    public TokenClaims? Token => token;
}
