using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>The fifth wall: what the API's two roles are and may do. Grants.txt is the reviewed list.</summary>
public sealed class RolesTests(SharedApi shared)
{
    private readonly TestDatabase database = shared.Api.Database;

    [Fact]
    public async Task The_roles_of_the_API_are_ordinary_own_nothing_and_belong_to_nobody() =>
        Assert.Equal(["safezones_app", "safezones_platform"], await database.Lines(
            """
            select r.rolname from pg_roles r
            where r.rolname in ('safezones_app', 'safezones_platform')
              and not (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication)
              and not exists (select from pg_auth_members m where m.member = r.oid)
              and not exists (
                  select from pg_shdepend d
                  where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o')
            order by 1
            """));

    [Fact]
    public async Task The_roles_of_the_API_make_no_tables_schemas_or_temporary_tables() =>
        Assert.Empty(await database.Lines(
            """
            select r.rolname || ' may create in ' || s.nspname
            from pg_roles r, pg_namespace s
            where r.rolname in ('safezones_app', 'safezones_platform') and has_schema_privilege(r.oid, s.oid, 'create')
            union all
            select r.rolname || ' may ' || p.privilege
            from pg_roles r, (values ('create'), ('temporary')) as p (privilege)
            where r.rolname in ('safezones_app', 'safezones_platform')
              and has_database_privilege(r.oid, current_database(), p.privilege)
            """));

    [Fact]
    public async Task Every_grant_was_reviewed()
    {
        var reviewed = Reviewed.Lines("Grants.txt").ToHashSet();
        var granted = (await database.Lines(
            """
            with grants as (
                select c.relname::text as thing, a.grantee, a.privilege_type
                from pg_class c, aclexplode(c.relacl) a
                where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner and c.relkind <> 'i'
                union all
                select c.relname || '.' || t.attname, a.grantee, a.privilege_type
                from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
                where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner)
            select concat_ws(' ', g.thing, coalesce(r.rolname, 'public'),
                string_agg(lower(g.privilege_type), ' ' order by
                    array_position(array['SELECT', 'INSERT', 'UPDATE', 'DELETE'], g.privilege_type), g.privilege_type))
            from grants g left join pg_roles r on r.oid = g.grantee
            group by g.thing, r.rolname
            """)).ToHashSet();

        Assert.True(
            granted.SetEquals(reviewed),
            "Guarantees/Grants.txt is the reviewed list. Granted and not on it: "
            + $"{Reviewed.Sentence(granted.Except(reviewed))}. On it and not granted: {Reviewed.Sentence(reviewed.Except(granted))}.");
    }

    [Theory]
    [InlineData("tenant_directory")]
    [InlineData("issuer_keys")]
    public async Task A_tenants_connection_cannot_see_what_belongs_to_the_platform(string table)
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            TestDatabase.Lines(database.App, $"select count(*) from {table}"));

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Nobody_but_the_owner_of_the_tables_changes_the_audit_trail()
    {
        foreach (var login in new[] { database.App, database.Platform })
        {
            foreach (var statement in new[] { "update audit_entries set reason = 'x'", "delete from audit_entries", "truncate audit_entries" })
            {
                var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => TestDatabase.Lines(login, statement));

                Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
            }
        }
    }
}
