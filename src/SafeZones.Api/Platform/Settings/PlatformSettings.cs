namespace SafeZones.Api.Platform.Settings;

/// <summary>What the installation is.</summary>
/// <param name="PublicUrl">Where clients reach it (<c>SafeZones__PublicUrl</c>, http://127.0.0.1:8080).</param>
/// <param name="Audience">The <c>aud</c> that a token must carry (<c>SafeZones__Audience</c>, the public address).</param>
/// <param name="SchedulerSeconds">
/// How often the system looks at what is due (<c>SafeZones__SchedulerSeconds</c>, 5); 0 for an instance that only answers.
/// </param>
internal sealed record PlatformSettings(string PublicUrl, string Audience, int SchedulerSeconds)
{
    /// <summary>The page that explains a problem, the <c>type</c> of RFC 9457.</summary>
    public string ProblemPage(string code) => $"{PublicUrl}/problems/{code}";

    public static PlatformSettings From(IConfiguration configuration)
    {
        var address = Setting.Address(configuration, "SafeZones:PublicUrl", "http://127.0.0.1:8080");
        return new PlatformSettings(
            address,
            configuration["SafeZones:Audience"] is { Length: > 0 } audience ? audience : address,
            Setting.Integer(configuration, "SafeZones:SchedulerSeconds", orElse: 5, least: 0, most: 3600));
    }
}
