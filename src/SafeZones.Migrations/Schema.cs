using System.Data;
using System.Security.Cryptography;
using System.Text;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Engine.Transactions;
using DbUp.Postgresql;
using Npgsql;

namespace SafeZones.Migrations;

/// <summary>The scripts of this release, run forward, each in its transaction, each once.</summary>
public static class Schema
{
    // Any number will do, as long as every release uses the same one.
    private const long MigrationLock = 7_212_026;

    /// <summary>
    /// Brings the database to this release. Two runs at once wait for each other; a script that was edited after it ran
    /// is refused.
    /// </summary>
    public static void Migrate(string owner)
    {
        // Not of a pool, which would keep the session, and the lock with it.
        using var guard = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        guard.Open();
        using (var command = new NpgsqlCommand($"select pg_advisory_lock({MigrationLock})", guard))
        {
            command.ExecuteNonQuery();
        }

        var scripts = Scripts();
        RefuseEditedScripts(guard, scripts);
        var result = DeployChanges.To
            .PostgresqlDatabase(owner)
            .WithScripts(scripts)
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .JournalTo((connection, log) => new ChecksummedJournal(connection, log))
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new MigrationRefused($"{result.ErrorScript?.Name}: {result.Error.Message}");
        }

        Console.Error.WriteLine($"Schema is at {scripts[^1].Name} ({result.Scripts.Count()} of {scripts.Count} scripts run now).");
    }

    private static List<SqlScript> Scripts()
    {
        var assembly = typeof(Schema).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new SqlScript(name, reader.ReadToEnd());
            })];
    }

    private static void RefuseEditedScripts(NpgsqlConnection connection, List<SqlScript> scripts)
    {
        using var exists = new NpgsqlCommand("select to_regclass('public.schema_scripts') is not null", connection);
        if (!(bool)exists.ExecuteScalar()!)
        {
            return;
        }

        using var command = new NpgsqlCommand("select script_name, checksum from schema_scripts", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var name = reader.GetString(0);
            var script = scripts.Find(candidate => candidate.Name == name)
                ?? throw new MigrationRefused($"{name} ran here but is not part of this release: this release is older than the database.");
            if (ChecksummedJournal.Checksum(script) != reader.GetString(1))
            {
                throw new MigrationRefused($"{name} was edited after it ran here. Scripts only go forward: restore it and write a new one.");
            }
        }
    }

    /// <summary>DbUp's journal with the SHA-256 of what ran beside its name.</summary>
    private sealed class ChecksummedJournal(Func<IConnectionManager> connection, Func<IUpgradeLog> log)
        : PostgresqlTableJournal(connection, log, "public", "schema_scripts")
    {
        internal static string Checksum(SqlScript script) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script.Contents.ReplaceLineEndings("\n"))));

        protected override string CreateSchemaTableSql(string quotedPrimaryKeyName) =>
            """
            create table public.schema_scripts (
                script_name text not null,
                checksum text not null,
                applied_at timestamptz not null,
                constraint schema_scripts_pk primary key (script_name)
            );
            grant select on public.schema_scripts to public
            """;

        protected override string GetJournalEntriesSql() => "select script_name from public.schema_scripts order by script_name";

        protected override IDbCommand GetInsertScriptCommand(Func<IDbCommand> dbCommandFactory, SqlScript script)
        {
            var command = dbCommandFactory();
            command.CommandText = "insert into public.schema_scripts values (@name, @checksum, now())";
            command.CommandType = CommandType.Text;
            Add(command, "name", script.Name);
            Add(command, "checksum", Checksum(script));
            return command;
        }

        private static void Add(IDbCommand command, string name, string value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }
}
