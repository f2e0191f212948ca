namespace SafeZones.Api.Platform.Settings;

/// <summary>Stops the program at start with a sentence that names the setting.</summary>
internal sealed class WrongSetting(string name, string fault)
    : Exception($"The setting {name.Replace(":", "__", StringComparison.Ordinal)} {fault}. See infra/.env.example.");

/// <summary>Reads settings, or says which one is wrong.</summary>
internal static class Setting
{
    public static string Required(IConfiguration configuration, string name, string example) =>
        configuration[name] is { Length: > 0 } value ? value : throw new WrongSetting(name, $"is missing: give it {example}");

    public static int Integer(IConfiguration configuration, string name, int orElse, int least, int most)
    {
        if (configuration[name] is not { Length: > 0 } text)
        {
            return orElse;
        }

        return int.TryParse(text, out var value) && value >= least && value <= most
            ? value
            : throw new WrongSetting(name, $"must be a whole number from {least} to {most}");
    }

    /// <summary>An absolute http or https address without a trailing slash.</summary>
    public static string Address(IConfiguration configuration, string name, string? orElse)
    {
        var text = configuration[name] is { Length: > 0 } value ? value : orElse
            ?? throw new WrongSetting(name, "is missing: give it an address such as https://api.example.org");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? text.TrimEnd('/')
            : throw new WrongSetting(name, "must be an absolute http or https address");
    }
}
