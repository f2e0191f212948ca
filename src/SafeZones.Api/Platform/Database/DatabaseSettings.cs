using Npgsql;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Database;

/// <summary>How to reach PostgreSQL.</summary>
/// <param name="App">Logs in as safezones_app (<c>ConnectionStrings__App</c>).</param>
/// <param name="Platform">Logs in as safezones_platform (<c>ConnectionStrings__Platform</c>).</param>
/// <param name="PoolSize">Connections of this instance to the tenants' partitions (<c>SafeZones__PoolSize</c>, 8).</param>
internal sealed record DatabaseSettings(string App, string Platform, int PoolSize)
{
    public static DatabaseSettings From(IConfiguration configuration) => new(
        ConnectionString(configuration, "App"),
        ConnectionString(configuration, "Platform"),
        Setting.Integer(configuration, "SafeZones:PoolSize", orElse: 8, least: 1, most: 200));

    private static string ConnectionString(IConfiguration configuration, string name)
    {
        var text = Setting.Required(configuration, $"ConnectionStrings:{name}",
            "a connection string such as Host=localhost;Database=safezones;Username=safezones_app;Password=…");
        try
        {
            _ = new NpgsqlConnectionStringBuilder(text);
            return text;
        }
        catch (ArgumentException)
        {
            throw new WrongSetting($"ConnectionStrings:{name}", "is not a connection string that PostgreSQL's driver understands");
        }
    }
}
