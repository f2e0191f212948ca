using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>The third and fourth wall as PostgreSQL's catalogue describes them; a new table is found by itself.</summary>
public sealed class SchemaWallsTests(SharedApi shared)
{
    // Tables of the platform: they hold nothing of one organisation's.
    private static readonly string[] WithoutTenant = ["action_link_tokens", "calendar_feed_tokens", "certificate_ids", "decal_codes", "issuer_keys", "programme_slugs", "schema_scripts", "sms_gateway_keys", "tenant_directory"];

    // Policies beside one_tenant, each as the catalogue prints it.
    private static readonly string[] FurtherPolicies =
    [
        "action_links housekeeping_deletes {safezones_platform} DELETE using (COALESCE(used_at, revoked_at, expires_at) < (now() - '180 days'::interval)) check -",
        "action_links housekeeping_sees {safezones_platform} SELECT using (COALESCE(used_at, revoked_at, expires_at) < (now() - '180 days'::interval)) check -",
        "appeal_statements scheduler_sees {safezones_platform} SELECT using ((NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid = '00000000-0000-0000-0000-000000000000'::uuid) check -",
        "display_photos scheduler_sees {safezones_platform} SELECT using ((NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid = '00000000-0000-0000-0000-000000000000'::uuid) check -",
        "idempotency_keys housekeeping_deletes {safezones_platform} DELETE using (created_at < (now() - '24:00:00'::interval)) check -",
        "idempotency_keys housekeeping_sees {safezones_platform} SELECT using (created_at < (now() - '24:00:00'::interval)) check -",
        "interventions scheduler_sees {safezones_platform} SELECT using ((due_on IS NOT NULL) AND ((NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid = '00000000-0000-0000-0000-000000000000'::uuid)) check -",
        "jobs scheduler_sees {safezones_platform} SELECT using (((due_at IS NOT NULL) OR (purge_at IS NOT NULL)) AND ((NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid = '00000000-0000-0000-0000-000000000000'::uuid)) check -",
        "messages dispatcher_sees {safezones_platform} SELECT using ((NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid = '00000000-0000-0000-0000-000000000000'::uuid) check -",
        "partnerships scheduler_sees {safezones_platform} SELECT using ((due_at IS NOT NULL) AND ((NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid = '00000000-0000-0000-0000-000000000000'::uuid)) check -",
        "venue_contacts scheduler_sees {safezones_platform} SELECT using ((purge_on IS NOT NULL) AND ((NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid = '00000000-0000-0000-0000-000000000000'::uuid)) check -",
    ];

    private const string OfThisTenant =
        "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";

    private readonly TestDatabase database = shared.Api.Database;

    [Fact]
    public async Task Every_table_holds_a_tenant_or_is_known_to_hold_nothing_of_a_tenants() =>
        Assert.Equal(WithoutTenant, await database.Lines(
            """
            select c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f', 'm')
              and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull)
            order by 1
            """));

    [Fact]
    public async Task Row_security_is_enabled_and_forced_on_every_tenant_table() =>
        Assert.Empty(await database.Lines(
            $"""
            {TenantTables}
            select c.relname from tenant_tables c where not (c.relrowsecurity and c.relforcerowsecurity)
            """));

    [Fact]
    public async Task The_same_policy_lets_a_tenant_see_and_write_its_own_rows_in_every_tenant_table()
    {
        var expected = await database.Lines($"{TenantTables} select relname from tenant_tables order by 1");

        Assert.NotEmpty(expected);
        Assert.Equal(expected, await database.Lines(
            $$"""
            select c.relname
            from pg_policy p join pg_class c on c.oid = p.polrelid
            where p.polname = 'one_tenant' and p.polcmd = '*' and p.polpermissive and p.polroles = '{0}'
              and pg_get_expr(p.polqual, p.polrelid) = $1 and pg_get_expr(p.polwithcheck, p.polrelid) = $1
            order by 1
            """,
            OfThisTenant));
    }

    [Fact]
    public async Task No_other_policy_shows_more_than_was_reviewed() =>
        Assert.Equal(FurtherPolicies, await database.Lines(
            """
            select concat_ws(' ', tablename, policyname, roles, cmd, 'using', coalesce(qual, '-'), 'check', coalesce(with_check, '-'))
            from pg_policies where policyname <> 'one_tenant' order by 1
            """));

    [Fact]
    public async Task Every_primary_unique_and_foreign_key_of_a_tenant_table_begins_with_the_tenant() =>
        Assert.Empty(await database.Lines(
            $"""
            {TenantTables}
            select i.indexrelid::regclass::text
            from tenant_tables c join pg_index i on i.indrelid = c.oid
            where (i.indisunique or i.indisexclusion) and {Column("i.indrelid", "i.indkey[0]")} is distinct from 'tenant_id'
            union all
            select k.conname
            from tenant_tables c join pg_constraint k on k.conrelid = c.oid
            where k.contype = 'f'
              and ({Column("k.conrelid", "k.conkey[1]")}, {Column("k.confrelid", "k.confkey[1]")})
                  is distinct from ('tenant_id', 'tenant_id')
            """));

    [Fact]
    public async Task Every_tenant_table_has_a_primary_key() =>
        Assert.Empty(await database.Lines(
            $"""
            {TenantTables}
            select c.relname from tenant_tables c
            where not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')
            """));

    // Citus accepts none of these, and a foreign key that writes null would write it into tenant_id.
    [Fact]
    public async Task Nothing_happens_behind_a_statements_back() =>
        Assert.Empty(await database.Lines(
            """
            select 'trigger ' || t.tgname from pg_trigger t where not t.tgisinternal
            union all
            select 'set null ' || k.conname from pg_constraint k
            where k.contype = 'f' and (k.confdeltype in ('n', 'd') or k.confupdtype in ('n', 'd'))
            union all
            select 'rule ' || r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
            where c.relnamespace = 'public'::regnamespace and r.rulename <> '_RETURN'
            """));

    [Fact]
    public async Task No_function_or_view_of_ours_runs_with_its_owners_rights() =>
        Assert.Empty(await database.Lines(
            """
            select 'function ' || p.oid::regprocedure from pg_proc p
            where p.pronamespace = 'public'::regnamespace and p.prosecdef
            union all
            select 'view ' || c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace
              and (c.relkind = 'm'
                  or c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false))
            """));

    // A prepared statement once answered with the previous tenant's rows, because its plan held their tenant.
    [Fact]
    public async Task No_function_that_reads_the_tenant_calls_itself_immutable() =>
        Assert.Empty(await database.Lines(
            """
            select p.oid::regprocedure::text from pg_proc p
            where p.pronamespace = 'public'::regnamespace and p.provolatile = 'i'
              and (p.prosrc ~* 'current_setting|tenant' or pg_get_functiondef(p.oid) ~* 'current_setting')
            """));

    private const string TenantTables =
        """
        with tenant_tables as (
            select c.* from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p'))
        """;

    private static string Column(string table, string number) =>
        $"(select a.attname from pg_attribute a where a.attrelid = {table} and a.attnum = {number})";
}
