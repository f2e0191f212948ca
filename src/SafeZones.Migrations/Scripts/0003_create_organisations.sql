create type organisation_status as enum ('active', 'suspended', 'erasing');
create type placement as enum ('shared', 'dedicated');

-- The directory: which organisations there are and where their partition lies. It belongs to the platform and
-- holds nothing that a partition holds, so it has no tenant_id and no row security; the app role cannot see it.
create table tenant_directory (
    id uuid not null,
    slug text not null,
    status organisation_status not null,
    placement placement not null,
    country text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint tenant_directory_pk primary key (id),
    constraint tenant_directory_slug_unique unique (slug)
);

grant select, insert, update on tenant_directory to safezones_platform;

-- What an organisation says of itself and chose for itself; its row lies in its own partition.
create table organisations (
    tenant_id uuid not null,
    name jsonb not null,
    country text not null,
    time_zone text not null,
    locales text[] not null,
    default_locale text not null,
    retention_months integer not null,
    suppression_k integer not null,
    venues_max integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint organisations_pk primary key (tenant_id)
);

select protect_tenant_table('organisations');
grant select, update on organisations to safezones_app;
grant select, insert, update on organisations to safezones_platform;
