using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// Tokens for members of the built-in issuer. Only the program's own commands and the tests reach this: whoever can
/// run them holds the master key anyway. No endpoint does.
/// </summary>
internal sealed class DevelopmentTokens(IssuerKeys keys, PlatformSettings platform, TimeProvider clock)
{
    /// <param name="subject">The member's subject at the built-in issuer.</param>
    /// <param name="organisationId">Their organisation; null for an operator.</param>
    /// <param name="lifetime">At most 12 hours.</param>
    public string Issue(string subject, Guid? organisationId, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["sub"] = subject, ["jti"] = Guid.NewGuid().ToString("N") };
        if (organisationId is { } organisation)
        {
            claims[TokenClaims.OrganisationClaim] = organisation.ToString();
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = platform.PublicUrl,
            Audience = platform.Audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            NotBefore = now,
            Expires = now + (lifetime < IssuerKeys.DevelopmentTokenLifetime ? lifetime : IssuerKeys.DevelopmentTokenLifetime),
            Claims = claims,
            SigningCredentials = new SigningCredentials(keys.InSigningOrder()[0], SecurityAlgorithms.RsaSha256),
        });
    }
}
