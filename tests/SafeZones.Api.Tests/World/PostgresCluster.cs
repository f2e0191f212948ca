using System.Diagnostics;
using Npgsql;
using SafeZones.Migrations;

namespace SafeZones.Api.Tests.World;

/// <summary>A PostgreSQL of the tests' own, started by the script that <c>make run</c> uses.</summary>
public static class PostgresCluster
{
    // A crash of the machine may lose a test's data, and the server remembers statements, so that a test can read what it remembers.
    private static readonly Lazy<Task<string>> Admin = new(() => Script(
        "start", "test-postgres",
        "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=300",
        "-c", "shared_preload_libraries=pg_stat_statements"));

    private static readonly SemaphoreSlim Preparing = new(1);

    /// <summary>A migrated database that nobody else uses.</summary>
    /// <param name="admin">The superuser's connection string of another cluster than the shared one.</param>
    public static async Task<TestDatabase> NewDatabase(string? admin = null)
    {
        admin ??= await Admin.Value;
        var name = $"test_{Guid.NewGuid():N}";
        var database = new TestDatabase(admin, name);
        // Roles belong to the whole cluster: PostgreSQL refuses one of two that change them at once.
        await Preparing.WaitAsync();
        try
        {
            await OwnerAndDatabase.Prepare(admin, database.Owner);
            Schema.Migrate(database.Owner);
            await LoginRoles.SetPasswords(new MigrationSettings(database.Owner, null, TestDatabase.Password, TestDatabase.Password));
        }
        finally
        {
            Preparing.Release();
        }

        return database;
    }

    public static string Repository { get; } = FindRepository();

    /// <summary>Runs the script on a cluster below <c>.local/</c>; what it prints is the superuser's connection string.</summary>
    public static async Task<string> Script(string verb, string cluster, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, WorkingDirectory = Repository };
        foreach (var argument in (string[])
            ["infra/local/postgres.sh", verb, Path.Combine(Repository, ".local", cluster), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var url = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? url : throw new InvalidOperationException($"The tests' PostgreSQL did not {verb}.");
    }

    internal static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafeZones.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}

/// <summary>One database and the ways to log in to it.</summary>
public sealed record TestDatabase(string Admin, string Name) : IAsyncDisposable
{
    public const string Password = "test";

    public string Owner => Login("safezones_owner");

    public string App => Login("safezones_app");

    public string Platform => Login("safezones_platform");

    public string Superuser => new NpgsqlConnectionStringBuilder(Admin) { Database = Name }.ConnectionString;

    public string Login(string role) =>
        new NpgsqlConnectionStringBuilder(Admin) { Database = Name, Username = role, Password = Password }.ConnectionString;

    /// <summary>Looks at the database from outside the API, as a superuser.</summary>
    public async Task<T?> Look<T>(string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(Superuser);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync() is T found ? found : default;
    }

    /// <summary>The first column of each row, as text.</summary>
    public Task<IReadOnlyList<string>> Lines(string sql, params object[] values) => Lines(Superuser, sql, values);

    /// <summary>The same for whoever logs in like this.</summary>
    public static async Task<IReadOnlyList<string>> Lines(string login, string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(login);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await using var source = NpgsqlDataSource.Create(Admin);
        await using var command = source.CreateCommand($"drop database if exists {Name} with (force)");
        await command.ExecuteNonQueryAsync();
    }
}
