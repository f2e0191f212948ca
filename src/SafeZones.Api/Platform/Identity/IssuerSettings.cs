using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Identity;

/// <summary>Whose tokens are accepted.</summary>
/// <param name="BuiltIn">The built-in issuer: the public address.</param>
/// <param name="Providers">
/// OIDC providers (<c>SafeZones__Issuers__0__Issuer</c>, <c>…__Audience</c>), any number of them.
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

            return new OidcProvider(issuer!, section["Audience"]);
        }).ToList();
        return new IssuerSettings(platform.PublicUrl, providers);
    }
}

/// <summary>An OIDC provider, exactly as it names itself in <c>iss</c>.</summary>
internal sealed record OidcProvider(string Issuer, string? Audience);
