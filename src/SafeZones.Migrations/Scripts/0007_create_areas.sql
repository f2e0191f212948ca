create table areas (
    tenant_id uuid not null,
    id uuid not null,
    name jsonb not null,
    admin_code text,
    geometry jsonb not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint areas_pk primary key (tenant_id, id),
    constraint areas_admin_code_unique unique (tenant_id, admin_code)
);

select protect_tenant_table('areas');
grant select, insert, update, delete on areas to safezones_app;

-- The rings of each area's geometry as PostgreSQL polygons, so that a statement can say which area a position lies in
-- without PostGIS. Ring 0 of a part is its outline, the others are holes in it. Extents are in degrees; outlines are in
-- millionths of a degree (longitude, latitude), because PostgreSQL takes what differs by less than 0.000001 for equal:
-- in degrees, an area of one street would hold the whole quarter. The size is that of the whole area in square degrees.
create table area_rings (
    tenant_id uuid not null,
    area_id uuid not null,
    part integer not null,
    ring integer not null,
    west double precision not null,
    south double precision not null,
    east double precision not null,
    north double precision not null,
    area_size double precision not null,
    outline polygon not null,
    constraint area_rings_pk primary key (tenant_id, area_id, part, ring),
    constraint area_rings_area_exists foreign key (tenant_id, area_id) references areas (tenant_id, id) on delete cascade
);

create index area_rings_by_extent on area_rings (tenant_id, south, north);

select protect_tenant_table('area_rings');
grant select, insert, delete on area_rings to safezones_app;

-- Whoever places a venue keeps the areas still until they commit, and whoever changes areas waits for that: a venue and
-- an area that are made at the same moment would otherwise not hear of each other. Procedures, so that a batch gets no
-- result to read.
create procedure keep_areas_still(tenant uuid)
language sql as $$
    select pg_advisory_xact_lock_shared(hashtextextended('areas of ' || tenant::text, 0))
$$;

create procedure change_areas_alone(tenant uuid)
language sql as $$
    select pg_advisory_xact_lock(hashtextextended('areas of ' || tenant::text, 0))
$$;
