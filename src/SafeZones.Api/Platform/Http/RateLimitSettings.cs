using System.Net;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Http;

/// <summary>How many requests a minute this installation takes; 0 is no limit. Each instance enforces its share.</summary>
/// <param name="Organisation">Of one organisation (<c>SafeZones__RateLimits__OrganisationPerMinute</c>, 6,000).</param>
/// <param name="Credential">
/// Of one member or service account (<c>SafeZones__RateLimits__CredentialPerMinute</c>, 1,200).
/// </param>
/// <param name="Address">
/// Of one client address that nobody signed in from, or that asks the built-in issuer (<c>SafeZones__RateLimits__AddressPerMinute</c>, 600).
/// </param>
/// <param name="Verify">Questions of such an address about a sticker (<c>SafeZones__RateLimits__VerifyPerMinute</c>, 120).</param>
/// <param name="Refused">
/// Tokens and client secrets of one address that are refused (<c>SafeZones__RateLimits__RefusedPerMinute</c>, 60).
/// </param>
/// <param name="TrustedProxies">
/// Networks of the proxies in front, whose <c>X-Forwarded-For</c> is believed (<c>SafeZones__RateLimits__TrustedProxies</c>,
/// such as <c>10.0.0.0/8,::1/128</c>; none).
/// </param>
internal sealed record RateLimitSettings(
    int Organisation, int Credential, int Address, int Verify, int Refused, IReadOnlyList<IPNetwork> TrustedProxies)
{
    private const string Section = "SafeZones:RateLimits:";

    public static RateLimitSettings From(IConfiguration configuration)
    {
        var instances = Setting.Integer(configuration, Section + "Instances", orElse: 1, least: 1, most: 1_000);
        return new RateLimitSettings(
            Share("OrganisationPerMinute", 6_000), Share("CredentialPerMinute", 1_200), Share("AddressPerMinute", 600),
            Share("VerifyPerMinute", 120), Share("RefusedPerMinute", 60), Networks(configuration));

        // Rounded up: an instance that takes nothing would not be one.
        int Share(string name, int orElse) =>
            (Setting.Integer(configuration, Section + name, orElse, least: 0, most: 10_000_000) + instances - 1) / instances;
    }

    private static List<IPNetwork> Networks(IConfiguration configuration) =>
        [.. (configuration[Section + "TrustedProxies"] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => IPNetwork.TryParse(text, out var network)
                ? network
                : throw new WrongSetting(Section + "TrustedProxies", "must be networks such as 10.0.0.0/8,::1/128"))];
}
