namespace SafeZones.Api.Platform.Http;

/// <summary>
/// Addresses whose end is all that it takes to read or do what is there, or tells where somebody stood: it is written down nowhere.
/// </summary>
internal static class SecretPaths
{
    private static readonly PathString[] Before = ["/v1/public/calendar-feeds", "/v1/public/sms", "/v1/links", "/l", "/s"];

    /// <summary>The path as it may be seen in a trace or a problem: without what is secret in it.</summary>
    public static PathString Shown(PathString path) => Array.Find(Before, before => path.StartsWithSegments(before)) is { HasValue: true } known
        ? known
        : path;
}
