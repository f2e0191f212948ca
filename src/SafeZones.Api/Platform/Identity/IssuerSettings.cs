using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Identity;

/// <summary>Whose tokens are accepted.</summary>
/// <param name="BuiltIn">The built-in issuer: the public address.</param>
/// <param name="Providers">
/// OIDC providers (<c>SafeZones__Issuers__0__Issuer</c>, <c>…__Audience</c>, <c>…__TokenType</c>), any number of them.
/// </param>
internal sealed record IssuerSettings(string BuiltIn, IReadOnlyList<OidcProvider> Providers)
{
    public static IssuerSettings From(IConfiguration configuration, PlatformSettings platform)
    {
        var providers = configuration.GetSection("SafeZones:Issuers").GetChildren().Select(section =>
        {
            var name = $"{section.Path}:Issuer";
            var issuer = section["Issuer"];
            if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address)
                || (address.Scheme != "https" && !address.IsLoopback))
            {
                throw new WrongSetting(name, "must be the https address of an OpenID Connect issuer");
            }

            var type = section["TokenType"] is { Length: > 0 } text ? text : OidcProvider.AccessTokenType;
            if (type is not (OidcProvider.AccessTokenType or OidcProvider.AnyTokenType))
            {
                throw new WrongSetting($"{section.Path}:TokenType", "must be at+jwt (RFC 9068) or, for a provider that cannot do that, JWT");
            }

            return new OidcProvider(issuer!, section["Audience"], type);
        }).ToList();
        if (providers.Select(provider => provider.Issuer).Append(platform.PublicUrl).Distinct().Count() <= providers.Count)
        {
            throw new WrongSetting("SafeZones:Issuers", "name an issuer twice, or the built-in one");
        }

        return new IssuerSettings(platform.PublicUrl, providers);
    }
}

/// <summary>An OIDC provider.</summary>
/// <param name="Issuer">Exactly as it names itself in <c>iss</c>.</param>
/// <param name="Audience">The <c>aud</c> of its tokens for this API; the platform's unless said otherwise.</param>
/// <param name="TokenType">The <c>typ</c> of its access tokens.</param>
internal sealed record OidcProvider(string Issuer, string? Audience, string TokenType)
{
    /// <summary>RFC 9068: no other kind of token can be passed off as an access token.</summary>
    public const string AccessTokenType = "at+jwt";

    /// <summary>What providers say that do not know RFC 9068; only the audience tells their access tokens from others.</summary>
    public const string AnyTokenType = "JWT";
}
