namespace SafeZones.Domain;

/// <summary>A short name for an address, unique on the platform.</summary>
public static class Slug
{
    /// <summary>The whole of a slug as a regular expression.</summary>
    public const string Pattern = "[a-z][a-z0-9-]{1,38}[a-z0-9]";

    /// <summary>The same for people.</summary>
    public const string Rule = "3 to 40 of a-z, 0-9 and -, beginning with a letter";
}
