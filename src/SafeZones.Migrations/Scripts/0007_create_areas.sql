create table areas (
    tenant_id uuid not null,
    id uuid not null,
    name jsonb not null,
    admin_code text,
    geometry jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint areas_pk primary key (tenant_id, id),
    constraint areas_admin_code_unique unique (tenant_id, admin_code)
);

select protect_tenant_table('areas');
grant select, insert, update, delete on areas to safezones_app;

-- The parts of each area's geometry as PostgreSQL polygons (longitude, latitude), so that a statement can say
-- which area a position lies in without PostGIS.
create table area_parts (
    tenant_id uuid not null,
    area_id uuid not null,
    part integer not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    outline polygon not null,
    holes polygon[] not null,
    constraint area_parts_pk primary key (tenant_id, area_id, part),
    constraint area_parts_area_exists foreign key (tenant_id, area_id) references areas (tenant_id, id) on delete cascade
);

create index area_parts_by_extent on area_parts (tenant_id, south, north);

select protect_tenant_table('area_parts');
grant select, insert, delete on area_parts to safezones_app;
