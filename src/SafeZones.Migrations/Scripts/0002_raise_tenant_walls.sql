create extension if not exists pg_trgm;

-- Search compares letters of every script, which pg_trgm can only do where the database knows them as letters.
do $$
begin
    if cardinality(show_trgm('مقهى')) < 2 or cardinality(show_trgm('咖啡店')) < 2 then
        raise exception 'This database does not know Arabic or Chinese letters as letters (its LC_CTYPE is probably C).'
            using hint = 'Create it with encoding UTF8 and a locale such as C.UTF-8 or en_US.UTF-8.';
    end if;
end
$$;

-- Tells the running transaction whose rows it may touch. `set local`, because that is what Citus carries to its workers.
create function set_tenant(tenant uuid) returns void
language plpgsql as $$
begin
    execute format('set local app.tenant_id = %L', tenant);
end
$$;


-- The third wall. Every script that creates a table with a tenant_id ends by calling this.
create function protect_tenant_table(table_name regclass) returns void
language plpgsql as $$
begin
    execute format('alter table %s enable row level security', table_name);
    execute format('alter table %s force row level security', table_name);
    execute format(
        'create policy one_tenant on %s '
        'using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) '
        'with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
        table_name);
end
$$;

revoke all on function protect_tenant_table(regclass) from public;
