-- Answers already given, kept for a day. The answer is sealed: it can hold what is shown only once.
create table idempotency_keys (
    tenant_id uuid not null,
    principal_id uuid not null,
    route text not null,
    key text not null,
    body_hash bytea not null,
    sealed_answer bytea,
    created_at timestamptz not null,
    constraint idempotency_keys_pk primary key (tenant_id, principal_id, route, key)
);

create index idempotency_keys_by_age on idempotency_keys (tenant_id, created_at);

select protect_tenant_table('idempotency_keys');
grant select, insert, update on idempotency_keys to safezones_app;
grant select, insert, update, delete on idempotency_keys to safezones_platform;

-- Housekeeping removes what is older than a day, in every partition, and can see nothing younger. To delete by age it
-- must see the age; it may write nothing anywhere.
create policy housekeeping_sees on idempotency_keys for select to safezones_platform
    using (created_at < now() - interval '24 hours');
create policy housekeeping_deletes on idempotency_keys for delete to safezones_platform
    using (created_at < now() - interval '24 hours');
