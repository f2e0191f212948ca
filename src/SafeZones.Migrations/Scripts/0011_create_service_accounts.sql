create table service_accounts (
    tenant_id uuid not null,
    id uuid not null,
    name text not null,
    scopes text[] not null,
    secret_hash bytea not null,
    previous_secret_hash bytea,
    previous_secret_until timestamptz,
    revoked_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint service_accounts_pk primary key (tenant_id, id)
);

select protect_tenant_table('service_accounts');
grant select, insert, update on service_accounts to safezones_app;
grant select on service_accounts to safezones_platform;

-- The keys that the built-in issuer signs with, sealed under the installation's master key. They belong to the platform.
create table issuer_keys (
    id uuid not null,
    sealed_private_key bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz,
    constraint issuer_keys_pk primary key (id)
);

grant select, insert, update on issuer_keys to safezones_platform;
