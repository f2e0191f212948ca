using Npgsql;

namespace SafeZones.Migrations;

/// <summary>Creates the owner role and its database on a server of our own, once.</summary>
public static class OwnerAndDatabase
{
    /// <summary>Does nothing where both exist.</summary>
    public static async Task Prepare(string admin, string owner)
    {
        var wanted = new NpgsqlConnectionStringBuilder(owner);
        var role = wanted.Username ?? throw new MigrationRefused("ConnectionStrings__Owner has no Username.");
        var database = wanted.Database ?? throw new MigrationRefused("ConnectionStrings__Owner has no Database.");

        await using var server = NpgsqlDataSource.Create(admin);
        if (await Exists(server, "select exists (select from pg_roles where rolname = $1)", role))
        {
            await Execute(server, $"alter role {Quoted(role)} login createrole password {Literal(wanted.Password)}");
        }
        else
        {
            await Execute(server, $"create role {Quoted(role)} login createrole password {Literal(wanted.Password)}");
        }

        if (!await Exists(server, "select exists (select from pg_database where datname = $1)", database))
        {
            await Execute(server, $"create database {Quoted(database)} owner {Quoted(role)}");
        }
    }

    private static async Task<bool> Exists(NpgsqlDataSource server, string sql, string name)
    {
        await using var command = server.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Execute(NpgsqlDataSource server, string sql)
    {
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    // DDL takes no parameters, so the password is written as a literal.
    internal static string Literal(string? text) => "'" + (text ?? "").Replace("'", "''", StringComparison.Ordinal) + "'";
}
