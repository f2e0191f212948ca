using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>Takes one wall out of a test's own database, so that the others have to hold without it.</summary>
internal static class LoweredWalls
{
    /// <summary>No row security on any table, as if the roles could bypass it: the predicates stand alone.</summary>
    public static Task WithoutRowSecurity(TestDatabase database) => database.Look<object>(
        """
        do $$
        declare t record;
        begin
            for t in select c.oid::regclass as name from pg_class c where c.relkind = 'r' and c.relrowsecurity loop
                execute format('alter table %s no force row level security', t.name);
                execute format('alter table %s disable row level security', t.name);
            end loop;
        end
        $$
        """);

    /// <summary>
    /// Every row says that it belongs to whoever asks, so that <c>tenant_id = @tenantId</c> is true of all of them: the
    /// policies stand alone. Each table moves behind a view of its name that runs with the caller's rights.
    /// </summary>
    public static Task WithoutPredicates(TestDatabase database) => database.Look<object>(
        """
        create schema walled;
        grant usage on schema walled to public;
        create function insert_behind_the_view() returns trigger language plpgsql as $insert$
        begin
            execute format('insert into walled.%I select ($1).*', tg_table_name) using new;
            return new;
        end
        $insert$;
        do $$
        declare t record;
        begin
            for t in
                select c.relname as name, string_agg(
                    case a.attname when 'tenant_id' then 'nullif(current_setting(''app.tenant_id'', true), '''')::uuid as tenant_id'
                    else quote_ident(a.attname) end, ', ' order by a.attnum) as columns
                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                group by c.relname having bool_or(a.attname = 'tenant_id')
            loop
                execute format('alter table public.%I set schema walled', t.name);
                execute format('create view public.%I with (security_invoker = true) as select %s from walled.%I', t.name, t.columns, t.name);
                execute format('create trigger behind instead of insert on public.%I for each row execute function insert_behind_the_view()', t.name);
                execute format('grant select, insert, update, delete on public.%I to safezones_app, safezones_platform', t.name);
            end loop;
        end
        $$
        """);

    /// <summary>A fingerprint of every row that the organisation has, table by table.</summary>
    public static async Task<IReadOnlyList<string>> Fingerprints(TestDatabase database, Guid tenantId)
    {
        var tables = await database.Lines(
            """
            select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relkind = 'r' order by c.relname
            """);
        return await database.Lines(string.Join(" union all ", tables.Select(table =>
            $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t where tenant_id = '{tenantId}'")));
    }
}
