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

-- The rings of each area's geometry as PostgreSQL polygons (longitude, latitude), so that a statement can say which
-- area a position lies in without PostGIS. Ring 0 of a part is its outline, the others are holes in it.
create table area_rings (
    tenant_id uuid not null,
    area_id uuid not null,
    part integer not null,
    ring integer not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    outline polygon not null,
    constraint area_rings_pk primary key (tenant_id, area_id, part, ring),
    constraint area_rings_area_exists foreign key (tenant_id, area_id) references areas (tenant_id, id) on delete cascade
);

create index area_rings_by_extent on area_rings (tenant_id, south, north);

select protect_tenant_table('area_rings');
grant select, insert, delete on area_rings to safezones_app;
