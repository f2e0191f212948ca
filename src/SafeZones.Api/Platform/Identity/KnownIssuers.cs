using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// Validates a bearer token against the issuer that it names, if we know that issuer: the built-in one, or one of the
/// OIDC providers in the settings (discovery and JWKS, fetched again when a key is unknown).
/// </summary>
internal sealed class KnownIssuers : TokenHandler
{
    // Signature algorithms with a public key; a shared secret or "none" is never accepted.
    private static readonly string[] AsymmetricAlgorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly TimeSpan SkewMax = TimeSpan.FromSeconds(30);
    private const int TokenCharactersMax = 8_192;

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly Dictionary<string, TokenValidationParameters> issuers = new(StringComparer.Ordinal);
    private readonly RememberedTokens remembered;

    public KnownIssuers(
        PlatformSettings platform, IssuerSettings settings, IssuerKeys keys, RememberedTokens remembered, TimeProvider clock)
    {
        this.remembered = remembered;
        MaximumTokenSizeInBytes = TokenCharactersMax;
        var builtIn = Parameters(settings.BuiltIn, platform.Audience, clock);
        builtIn.IssuerSigningKeyResolver = (_, _, kid, _) => keys.Public(kid);
        issuers.Add(settings.BuiltIn, builtIn);
        foreach (var provider in settings.Providers)
        {
            var parameters = Parameters(provider.Issuer, provider.Audience ?? platform.Audience, clock);
            parameters.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{provider.Issuer.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = !new Uri(provider.Issuer).IsLoopback })
            {
                RefreshInterval = TimeSpan.FromSeconds(30),
            };
            issuers.Add(provider.Issuer, parameters);
        }
    }

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters)
    {
        if (remembered.Find(token) is { } known)
        {
            return known;
        }

        if (token.Length > TokenCharactersMax || !handler.CanReadToken(token))
        {
            return Refused("The token is not a JSON Web Token.");
        }

        JsonWebToken unverified;
        try
        {
            unverified = handler.ReadJsonWebToken(token);
        }
        catch (ArgumentException)
        {
            return Refused("The token is not a JSON Web Token.");
        }

        if (!issuers.TryGetValue(unverified.Issuer, out var parameters))
        {
            return Refused("The token's issuer is not known here.");
        }

        var result = await handler.ValidateTokenAsync(token, parameters);
        if (result.IsValid)
        {
            remembered.Remember(token, result);
        }

        return result;
    }

    public override Task<TokenValidationResult> ValidateTokenAsync(
        SecurityToken token, TokenValidationParameters validationParameters) =>
        throw new NotSupportedException("Tokens arrive as text.");

    private static TokenValidationResult Refused(string sentence) =>
        new() { IsValid = false, Exception = new SecurityTokenException(sentence) };

    private static TokenValidationParameters Parameters(string issuer, string audience, TimeProvider clock) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = audience,
        ValidAlgorithms = AsymmetricAlgorithms,
        // RFC 9068 says at+jwt; many providers still say JWT. An ID token of the same provider fails on its audience.
        ValidTypes = ["at+jwt", "application/at+jwt", "JWT"],
        ClockSkew = SkewMax,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        NameClaimType = "sub",
        RoleClaimType = "-",
        LifetimeValidator = (notBefore, expires, _, parameters) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return expires is not null
                && expires.Value + parameters.ClockSkew > now
                && (notBefore is null || notBefore.Value - parameters.ClockSkew <= now);
        },
    };
}
