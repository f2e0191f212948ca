namespace SafeZones.Migrations;

/// <summary>A sentence for the person who runs the migrations; the run ends with it.</summary>
public sealed class MigrationRefused(string sentence) : Exception(sentence);

/// <summary>What the migrations need to know, all of it from the environment.</summary>
/// <param name="Owner">Connection string of the role that owns every table (<c>ConnectionStrings__Owner</c>).</param>
/// <param name="Admin">
/// Connection string of a role that may create the owner role and its database, where they do not exist yet
/// (<c>ConnectionStrings__Admin</c>).
/// </param>
/// <param name="AppPassword">Password for safezones_app (<c>SAFEZONES_APP_PASSWORD</c>).</param>
/// <param name="PlatformPassword">Password for safezones_platform (<c>SAFEZONES_PLATFORM_PASSWORD</c>).</param>
public sealed record MigrationSettings(string Owner, string? Admin, string? AppPassword, string? PlatformPassword)
{
    /// <summary>Reads the settings, or refuses with a sentence that names the missing one.</summary>
    public static MigrationSettings FromEnvironment() => new(
        Read("ConnectionStrings__Owner")
            ?? throw new MigrationRefused("ConnectionStrings__Owner is not set: the migrations log in as the role that owns the tables."),
        Read("ConnectionStrings__Admin"),
        Read("SAFEZONES_APP_PASSWORD"),
        Read("SAFEZONES_PLATFORM_PASSWORD"));

    private static string? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
