create type programme_status as enum ('draft', 'running', 'sunsetting', 'ended');

create table programmes (
    tenant_id uuid not null,
    id uuid not null,
    name jsonb not null,
    codeword text,
    public_slug text not null,
    policy jsonb not null,
    valid_from date,
    valid_until date,
    status programme_status not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint programmes_pk primary key (tenant_id, id)
);

select protect_tenant_table('programmes');
grant select, insert, update on programmes to safezones_app;
grant insert on programmes to safezones_platform;

-- A programme's public address is global: it is looked up before any tenant is known.
create table programme_slugs (
    slug text not null,
    organisation_id uuid not null,
    programme_id uuid not null,
    constraint programme_slugs_pk primary key (slug)
);

grant insert on programme_slugs to safezones_app;
grant select, insert on programme_slugs to safezones_platform;
