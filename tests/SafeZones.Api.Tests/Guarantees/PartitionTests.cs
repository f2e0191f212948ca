using Npgsql;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>Row security and keys tried directly on every table, with statements that forget the tenant.</summary>
public sealed class PartitionTests : IAsyncLifetime
{
    private RunningApi api = null!;
    private Guid own;
    private Guid foreign;
    private IReadOnlyList<string> tables = [];

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.Start();
        var operations = Operation.All(api);
        own = (await Belongings.Make(api, operations)).Organisation.Id;
        foreign = (await Belongings.Make(api, operations)).Organisation.Id;
        tables = await api.Database.Lines(
            """
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await api.Database.DisposeAsync();
    }

    [Fact]
    public async Task A_statement_that_forgets_the_tenant_sees_and_changes_its_own_rows_alone()
    {
        var findings = new List<string>();
        foreach (var (role, table) in await Granted("select"))
        {
            findings.AddRange((await As(role, own, $"select count(*) from {table} where tenant_id <> '{own}'"))
                .Where(count => count != "0").Select(count => $"{role} sees {count} foreign rows of {table}"));
        }

        foreach (var (role, table) in await Granted("update"))
        {
            findings.AddRange((await As(role, own,
                $"with changed as (update {table} set tenant_id = tenant_id where true returning tenant_id) select count(*) from changed where tenant_id <> '{own}'"))
                .Where(count => count != "0").Select(count => $"{role} changes {count} foreign rows of {table}"));
        }

        Assert.Empty(findings);
        // One was registered alone, one in a batch, two ask for something by their links; the other organisation has as many.
        Assert.Equal("4", Assert.Single(await As("safezones_app", own, "select count(*) from venues")));
    }

    [Fact]
    public async Task Without_a_tenant_there_is_nothing_to_see()
    {
        var findings = new List<string>();
        foreach (var (role, table) in await Granted("select"))
        {
            findings.AddRange((await TestDatabase.Lines(api.Database.Login(role), $"select count(*) from {table}"))
                .Where(count => count != "0").Select(count => $"{role} sees {count} rows of {table}"));
        }

        Assert.Empty(findings);
    }

    [Fact]
    public async Task Nobody_writes_a_row_into_another_partition()
    {
        foreach (var (role, table) in await Granted("insert"))
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                As(role, own, $"insert into {table} (tenant_id) values ('{foreign}') returning 1"));

            Assert.Equal(
                $"42501 new row violates row-level security policy for table \"{table}\"",
                $"{refused.SqlState} {refused.MessageText.Replace("policy \"one_tenant\" for", "policy for", StringComparison.Ordinal)}");
        }

        var moved = await Assert.ThrowsAsync<PostgresException>(() =>
            As("safezones_app", own, $"update venues set tenant_id = '{foreign}' returning 1"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, moved.SqlState);
    }

    // As a superuser, whom row security does not concern: the keys stand alone.
    [Fact]
    public async Task A_key_does_not_reach_into_another_partition()
    {
        var keys = await api.Database.Lines(
            """
            select concat_ws(' ', c.relname, a.attname, p.relname, f.attname)
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join pg_class p on p.oid = k.confrelid
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[2]
            join pg_attribute f on f.attrelid = p.oid and f.attnum = k.confkey[2]
            where k.contype = 'f' and c.relnamespace = 'public'::regnamespace
            order by 1
            """);
        var tried = new List<string>();
        foreach (var key in keys.Select(key => key.Split(' ')))
        {
            var parent = await api.Database.Look<Guid>($"select {key[3]} from {key[2]} where tenant_id = $1 limit 1", foreign);
            if (parent == default || await api.Database.Look<long>($"select count(*) from {key[0]} where tenant_id = $1", own) == 0)
            {
                continue;
            }

            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                api.Database.Look<object>(
                    // One row, so that it is this key that refuses and no other that wants each value once.
                    $"update {key[0]} set {key[1]} = $2 where ctid = (select ctid from {key[0]} where tenant_id = $1 limit 1)", own, parent));

            Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refused.SqlState);
            tried.Add(string.Join(' ', key[..3]));
        }

        Assert.Contains("venues chain_id chains", tried);
    }

    private async Task<IEnumerable<(string Role, string Table)>> Granted(string privilege) =>
        (await api.Database.Lines(
            """
            select r.rolname || ' ' || t.name from pg_roles r, unnest($1) as t (name)
            where r.rolname in ('safezones_app', 'safezones_platform') and has_table_privilege(r.oid, t.name, $2)
            """, tables.ToArray(), privilege)).Select(line => (line.Split(' ')[0], line.Split(' ')[1]));

    // One transaction that has been told its tenant, as the door would open it.
    private async Task<IReadOnlyList<string>> As(string role, Guid tenantId, string statement)
    {
        await using var source = NpgsqlDataSource.Create(api.Database.Login(role));
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"select set_tenant('{tenantId}'); {statement}", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.NextResultAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetValue(0).ToString()!);
        }

        return lines;
    }
}
