using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using SafeZones.Domain.Materials;
using SafeZones.Migrations;

namespace SafeZones.Bench;

/// <summary>What a database of the benchmark is filled with.</summary>
/// <param name="Database">Its name.</param>
/// <param name="Sentence">What it holds.</param>
/// <param name="Sql">The statements that fill it.</param>
/// <param name="Tidying">The statements that remove what was written since.</param>
/// <param name="Decals">The statement that hangs up a decal for each of the codes that it is given; null for none.</param>
internal sealed record Filling(string Database, string Sentence, string Sql, string[] Tidying, string? Decals = null);

/// <summary>
/// A PostgreSQL of the benchmark's own with the durability of production, kept between runs. It is filled again when
/// the schema or the seed is another one than last time.
/// </summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private const string Password = "bench";
    private readonly string admin;
    private readonly Filling filling;
    private readonly NpgsqlDataSource superuser;

    private BenchDatabase(string admin, Filling filling)
    {
        this.admin = admin;
        this.filling = filling;
        superuser = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(admin) { Database = filling.Database, CommandTimeout = 900, Pooling = false }.ConnectionString);
    }

    public string App => Login("safezones_app");

    public string Platform => Login("safezones_platform");

    public static async Task<BenchDatabase> Open(Filling filling)
    {
        Console.WriteLine("Starting the benchmark's PostgreSQL in .local/bench-postgres…");
        var admin = await Start();
        var database = new BenchDatabase(admin, filling);
        if (!await database.IsSeeded())
        {
            await database.Create();
            Console.WriteLine($"Seeding {filling.Sentence}, once…");
            await database.Execute(filling.Sql);
            if (filling.Decals is not null)
            {
                await using var command = database.superuser.CreateCommand(filling.Decals);
                command.Parameters.Add(new NpgsqlParameter { Value = Codes });
                await command.ExecuteNonQueryAsync();
            }

            await database.Execute("vacuum analyze");
            await database.Execute($"insert into bench_seed values ({database.Mark})");
        }

        // Sealed under the master key of the run before, which nobody kept.
        await database.Execute("delete from issuer_keys");
        await database.Tidy();
        return database;
    }

    /// <summary>The codes of the decals that hang, those of one organisation next to each other.</summary>
    public static string[] Codes { get; } =
    [
        .. Enumerable.Range(1, Seed.Organisations * Seed.VenuesEach)
            .Select(number => DecalCode.Of(SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, DecalCode.BytesOfOne))),
    ];

    /// <summary>Removes what was written since the seed, so that each round finds the same database.</summary>
    public async Task Tidy()
    {
        // One by one: requests that the load generator left behind still hold some and wait for others.
        foreach (var statement in filling.Tidying)
        {
            await Execute(statement);
        }

        await Execute("checkpoint");
    }

    /// <summary>One member of each of the first organisations: their subject, organisation and venues.</summary>
    public async Task<List<(string Subject, Guid OrganisationId, Guid[] VenueIds)>> Members(int count)
    {
        await using var command = superuser.CreateCommand(
            $"""
            select m.subject, m.tenant_id, array_agg(v.id order by v.id)
            from members m join venues v using (tenant_id)
            group by m.subject, m.tenant_id
            order by m.tenant_id
            limit {count}
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var members = new List<(string, Guid, Guid[])>();
        while (await reader.ReadAsync())
        {
            members.Add((reader.GetString(0), reader.GetGuid(1), reader.GetFieldValue<Guid[]>(2)));
        }

        return members;
    }

    public ValueTask DisposeAsync() => superuser.DisposeAsync();

    private async Task<bool> IsSeeded()
    {
        try
        {
            Schema.Migrate(Login("safezones_owner"));
            return await Ask<bool>($"select exists (select from bench_seed where mark = {Mark})");
        }
        catch (Exception exception) when (exception is MigrationRefused or PostgresException)
        {
            // No database yet, or one of another schema: it is made anew.
            return false;
        }
    }

    private async Task Create()
    {
        await using (var server = NpgsqlDataSource.Create(admin))
        await using (var drop = server.CreateCommand($"drop database if exists {filling.Database} with (force)"))
        {
            await drop.ExecuteNonQueryAsync();
        }

        NpgsqlConnection.ClearAllPools();
        var owner = Login("safezones_owner");
        await OwnerAndDatabase.Prepare(admin, owner);
        Schema.Migrate(owner);
        await LoginRoles.SetPasswords(new MigrationSettings(owner, null, Password, Password));
        await Execute("create table bench_seed (mark text not null)");
    }

    private async Task Execute(string sql)
    {
        await using var command = superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var command = superuser.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private string Login(string role) =>
        new NpgsqlConnectionStringBuilder(admin) { Database = filling.Database, Username = role, Password = Password }.ConnectionString;

    private static async Task<string> Start()
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        start.ArgumentList.Add("infra/local/postgres.sh");
        start.ArgumentList.Add("start");
        start.ArgumentList.Add(Repository.Local("bench-postgres"));
        using var process = Process.Start(start)!;
        var url = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? url : throw new CannotMeasure("The benchmark's PostgreSQL did not start.");
    }

    // What the database was made of: the scripts that ran and the seed.
    private string Mark =>
        $"""
        (select md5(string_agg(script_name || checksum, ',' order by script_name)) from schema_scripts)
            || '{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(filling.Sql + filling.Decals)))}'
        """;
}
