create type venue_category as enum (
    'shop', 'kiosk', 'pharmacy', 'cafe', 'restaurant', 'bar', 'nightclub', 'hotel', 'petrol_station', 'bank',
    'library', 'fire_station', 'faith', 'school_university', 'health', 'community_centre', 'transport_stop', 'port',
    'airport', 'taxi', 'bus_train', 'market_stall', 'event_point', 'other');
create type venue_kind as enum ('fixed', 'temporary', 'mobile');
create type venue_visibility as enum ('public', 'approximate', 'hotline_only', 'hidden');
create type staff_declarer as enum ('venue', 'volunteer', 'trainer', 'coordinator');

create table chains (
    tenant_id uuid not null,
    id uuid not null,
    name text not null,
    search_text text collate "C" not null,
    contact_name text,
    contact_phone text,
    contact_email text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint chains_pk primary key (tenant_id, id),
    constraint chains_name_unique unique (tenant_id, name)
);

create index chains_by_name on chains (tenant_id, search_text, id);

select protect_tenant_table('chains');
grant select, insert, update, delete on chains to safezones_app;

create table venues (
    tenant_id uuid not null,
    id uuid not null,
    name jsonb not null,
    search_text text collate "C" not null,
    search_bits bit(512) not null,
    category venue_category not null,
    kind venue_kind not null,
    chain_id uuid,
    street text,
    locality text,
    region text,
    postal_code text,
    country text not null,
    directions text,
    latitude double precision,
    longitude double precision,
    area_id uuid,
    time_zone text not null,
    opening_hours text,
    languages text[] not null,
    offers text[] not null,
    staff_total integer,
    staff_managers integer,
    staff_as_of date,
    staff_declared_by staff_declarer,
    visibility venue_visibility not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    version bigint not null,
    constraint venues_pk primary key (tenant_id, id),
    constraint venues_chain_exists foreign key (tenant_id, chain_id) references chains (tenant_id, id),
    constraint venues_area_exists foreign key (tenant_id, area_id) references areas (tenant_id, id)
);

create index venues_by_change on venues (tenant_id, updated_at, id);
create index venues_by_name on venues (tenant_id, search_text, id);
create index venues_by_position on venues (tenant_id, latitude, longitude);
create index venues_by_area on venues (tenant_id, area_id);
create index venues_by_chain on venues (tenant_id, chain_id);

select protect_tenant_table('venues');
grant select, insert, update on venues to safezones_app;

-- The names that other systems give a venue, one per source.
create table venue_external_ids (
    tenant_id uuid not null,
    source text not null,
    external_id text not null,
    venue_id uuid not null,
    constraint venue_external_ids_pk primary key (tenant_id, source, external_id),
    constraint venue_external_ids_one_per_source unique (tenant_id, venue_id, source),
    constraint venue_external_ids_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id)
);

select protect_tenant_table('venue_external_ids');
grant select, insert, delete on venue_external_ids to safezones_app;

-- Great-circle distance in metres on a sphere of the Earth's mean radius, 6,371,008.8 m.
create function distance_m(
    latitude1 double precision, longitude1 double precision,
    latitude2 double precision, longitude2 double precision) returns double precision
language sql immutable parallel safe as $$
    select 2 * 6371008.8 * asin(least(1, sqrt(
        power(sin(radians(latitude2 - latitude1) / 2), 2)
        + cos(radians(latitude1)) * cos(radians(latitude2)) * power(sin(radians(longitude2 - longitude1) / 2), 2))))
$$;
