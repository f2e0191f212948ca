using Npgsql;

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
        ConnectionString("ConnectionStrings__Owner")
            ?? throw new MigrationRefused("ConnectionStrings__Owner is not set: the migrations log in as the role that owns the tables."),
        ConnectionString("ConnectionStrings__Admin"),
        Read("SAFEZONES_APP_PASSWORD"),
        Read("SAFEZONES_PLATFORM_PASSWORD"));

    /// <summary>How the API's two roles reach the same database, as lines of NAME=value.</summary>
    public IEnumerable<string> Logins()
    {
        yield return "ConnectionStrings__App=" + Login("safezones_app", AppPassword);
        yield return "ConnectionStrings__Platform=" + Login("safezones_platform", PlatformPassword);
    }

    private string Login(string role, string? password) =>
        new NpgsqlConnectionStringBuilder(Owner) { Username = role, Password = password }.ConnectionString;

    private static string? ConnectionString(string name)
    {
        if (Read(name) is not { } text)
        {
            return null;
        }

        try
        {
            return text.StartsWith("postgres", StringComparison.Ordinal) && text.Contains("://", StringComparison.Ordinal)
                ? FromAddress(new Uri(text))
                : new NpgsqlConnectionStringBuilder(text).ConnectionString;
        }
        catch (Exception fault) when (fault is ArgumentException or UriFormatException)
        {
            throw new MigrationRefused($"{name} is neither Host=…;Database=…;Username=…;Password=… nor postgres://….");
        }
    }

    // postgres://user:password@host:port/database?sslmode=require, as hosting providers write it.
    private static string FromAddress(Uri address)
    {
        var user = address.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : 5432,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            builder[name == "sslmode" ? "SSL Mode" : name] = Uri.UnescapeDataString(value).Replace("-", "", StringComparison.Ordinal);
        }

        return builder.ConnectionString;
    }

    private static string? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
