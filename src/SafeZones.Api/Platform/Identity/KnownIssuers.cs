using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// Validates a bearer token against the issuer that it names, if we know that issuer: the built-in one, or one of the
/// OIDC providers in the settings. A token is checked with the key that it names, and with no other (RFC 8725).
/// </summary>
internal sealed class KnownIssuers : TokenHandler, IDisposable
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
    private readonly Dictionary<string, KnownIssuer> issuers = new(StringComparer.Ordinal);
    private readonly RememberedTokens remembered;
    private readonly string builtIn;

    public KnownIssuers(
        PlatformSettings platform, IssuerSettings settings, IssuerKeys keys, RememberedTokens remembered, TimeProvider clock,
        ILogger<KnownIssuers> logger)
    {
        this.remembered = remembered;
        builtIn = settings.BuiltIn;
        MaximumTokenSizeInBytes = TokenCharactersMax;
        issuers.Add(settings.BuiltIn, new KnownIssuer(
            Parameters(settings.BuiltIn, platform.Audience, OidcProvider.AccessTokenType, keys.Public, clock), Fetched: null));
        foreach (var provider in settings.Providers)
        {
            var fetched = new ProviderKeys(provider, remembered, clock, logger);
            issuers.Add(provider.Issuer, new KnownIssuer(
                Parameters(provider.Issuer, provider.Audience ?? platform.Audience, provider.TokenType, fetched.WithId, clock),
                fetched));
        }
    }

    public override Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters) =>
        token.Length > TokenCharactersMax
            ? Task.FromResult(Refused("The token is too long."))
            : remembered.Find(token) ?? Validate(token);

    private async Task<TokenValidationResult> Validate(string token)
    {
        if (IssuerAndKeyOrDefault(token) is not var (issuer, kid) || !issuers.TryGetValue(issuer, out var expected))
        {
            return Refused("The token is not a JSON Web Token of an issuer that is known here, or names no key.");
        }

        if (expected.Fetched is { } fetched)
        {
            await fetched.Learn(kid);
        }

        var result = await handler.ValidateTokenAsync(token, expected.Parameters);
        if (result.IsValid)
        {
            result.ClaimsIdentity = new KnownIdentity(
                result.ClaimsIdentity, TokenClaims.FromOrDefault(result.ClaimsIdentity, builtIn));
            remembered.Remember(token, result);
        }

        return result;
    }

    public void Dispose()
    {
        foreach (var issuer in issuers.Values)
        {
            issuer.Fetched?.Dispose();
        }
    }

    // What an unverified token says of itself: only good for choosing what to check it with.
    private (string Issuer, string Kid)? IssuerAndKeyOrDefault(string token)
    {
        try
        {
            return handler.CanReadToken(token)
                && handler.ReadJsonWebToken(token) is { IsEncrypted: false, Issuer: { Length: > 0 } issuer, Kid: { Length: > 0 } kid }
                    ? (issuer, kid)
                    : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException
            or System.Text.Json.JsonException or SecurityTokenException)
        {
            return null;
        }
    }

    public override Task<TokenValidationResult> ValidateTokenAsync(
        SecurityToken token, TokenValidationParameters validationParameters) =>
        throw new NotSupportedException("Tokens arrive as text.");

    private static TokenValidationResult Refused(string sentence) =>
        new() { IsValid = false, Exception = new SecurityTokenException(sentence) };

    private static TokenValidationParameters Parameters(
        string issuer, string audience, string type, Func<string?, IEnumerable<SecurityKey>> keysWithId, TimeProvider clock) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = audience,
        ValidAlgorithms = AsymmetricAlgorithms,
        ValidTypes = type == OidcProvider.AccessTokenType ? [type, $"application/{type}"] : [OidcProvider.AccessTokenType, type],
        IssuerSigningKeyResolver = (_, _, kid, _) => keysWithId(kid),
        TryAllIssuerSigningKeys = false,
        ClockSkew = SkewMax,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        NameClaimType = "sub",
        RoleClaimType = "-",
        LifetimeValidator = (notBefore, expires, _, parameters) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return expires is not null
                && expires.Value > now - parameters.ClockSkew
                && (notBefore is null || notBefore.Value <= now + parameters.ClockSkew);
        },
    };

    private sealed record KnownIssuer(TokenValidationParameters Parameters, ProviderKeys? Fetched);
}
