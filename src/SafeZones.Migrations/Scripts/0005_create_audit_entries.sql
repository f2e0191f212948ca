create type actor_kind as enum ('member', 'service_account', 'operator', 'system');

-- Who did what, on what, when and why. Append-only: nobody but the owner role may change or remove an entry.
create table audit_entries (
    tenant_id uuid not null,
    id uuid not null,
    at timestamptz not null,
    actor_kind actor_kind not null,
    actor_id uuid,
    action text not null,
    entity text not null,
    entity_id uuid,
    fields text[] not null,
    reason text,
    request_id text not null,
    constraint audit_entries_pk primary key (tenant_id, id)
);

create index audit_entries_by_entity on audit_entries (tenant_id, entity_id, id);
create index audit_entries_by_actor on audit_entries (tenant_id, actor_id, id);

select protect_tenant_table('audit_entries');
grant select, insert on audit_entries to safezones_app;
grant select, insert on audit_entries to safezones_platform;
