namespace SafeZones.Api.Platform.Http;

/// <summary>What a client would like (RFC 7240); what is not known is passed over, as the standard asks.</summary>
internal static class Preferences
{
    /// <summary>Whether to do what can be done instead of all or nothing; the answer says which was applied.</summary>
    public static bool IsLenient(HttpContext context)
    {
        var handling = context.Request.Headers["Prefer"]
            .SelectMany(line => (line ?? "").Split(','))
            .Select(preference => preference.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).ToLowerInvariant())
            .FirstOrDefault(preference => preference is "handling=lenient" or "handling=strict");
        if (handling is not null)
        {
            context.Response.Headers["Preference-Applied"] = handling;
        }

        return handling == "handling=lenient";
    }
}
