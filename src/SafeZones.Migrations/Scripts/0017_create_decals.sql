create type material_kind as enum (
    'window_decal', 'poster', 'charter', 'certificate', 'procedure_sheet', 'table_tent', 'flyer', 'card', 'whistle', 'badge',
    'banner', 'warning_sign');
create type decal_state as enum (
    'in_stock', 'allocated', 'issued', 'displayed', 'recall_requested', 'returned', 'destroyed', 'not_recovered', 'lost', 'stolen',
    'damaged', 'replaced', 'void');
create type decal_place as enum ('entrance', 'window', 'counter', 'toilet', 'staff_area');
create type recall_status as enum ('open', 'reminded', 'overdue', 'resolved', 'written_off');

-- What stickers and posters are printed from.
create table material_editions (
    tenant_id uuid not null,
    id uuid not null,
    kind material_kind not null,
    locale text not null,
    size text not null,
    edition integer not null,
    created_at timestamptz not null,
    constraint material_editions_pk primary key (tenant_id, id),
    constraint material_editions_unique unique (tenant_id, kind, locale, size, edition)
);

select protect_tenant_table('material_editions');
grant select, insert on material_editions to safezones_app;

-- A numbered sticker or poster.
create table decals (
    tenant_id uuid not null,
    id uuid not null,
    material_edition_id uuid not null,
    serial integer not null,
    verify_code text not null,
    state decal_state not null,
    state_since timestamptz not null,
    partnership_id uuid,
    placed_at decal_place,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint decals_pk primary key (tenant_id, id),
    constraint decals_serial_unique unique (tenant_id, serial),
    constraint decals_edition_exists foreign key (tenant_id, material_edition_id) references material_editions (tenant_id, id),
    constraint decals_partnership_exists foreign key (tenant_id, partnership_id) references partnerships (tenant_id, id)
);

create index decals_by_partnership on decals (tenant_id, partnership_id, state);

select protect_tenant_table('decals');
grant select, insert, update on decals to safezones_app;

-- The code on a sticker is global: whose it is, is looked up before any tenant is known.
create table decal_codes (
    code text not null,
    organisation_id uuid not null,
    decal_id uuid not null,
    constraint decal_codes_pk primary key (code)
);

grant insert on decal_codes to safezones_app;
grant select on decal_codes to safezones_platform;

-- A sticker that has to come down.
create table recalls (
    tenant_id uuid not null,
    id uuid not null,
    decal_id uuid not null,
    partnership_id uuid not null,
    reason text not null,
    due_on date not null,
    status recall_status not null,
    opened_at timestamptz not null,
    updated_at timestamptz not null,
    constraint recalls_pk primary key (tenant_id, id),
    constraint recalls_decal_exists foreign key (tenant_id, decal_id) references decals (tenant_id, id),
    constraint recalls_partnership_exists foreign key (tenant_id, partnership_id) references partnerships (tenant_id, id)
);

-- One at a time; those that are over stay as history.
create unique index recalls_one_open on recalls (tenant_id, decal_id) where status in ('open', 'reminded', 'overdue');
create index recalls_by_due on recalls (tenant_id, status, due_on, id);
create index recalls_by_partnership on recalls (tenant_id, partnership_id, id);

select protect_tenant_table('recalls');
grant select, insert, update on recalls to safezones_app;

-- The middle of the field of a grid of so many metres that a position lies in, the same for each position in that field: whoever
-- sees it, or searches by it, learns no more. To a hundred-thousandth of a degree, about a metre.
create function shown_latitude(latitude double precision, metres integer) returns double precision
language sql immutable parallel safe as $$
    select case when metres = 0 then latitude
        else round(((floor(latitude / degrees(metres / 6371008.8)) + 0.5) * degrees(metres / 6371008.8))::numeric, 5)::double precision
    end
$$;

-- Meridians come closer towards the poles: the width of a field goes by the latitude of its middle.
create function shown_longitude(latitude double precision, longitude double precision, metres integer) returns double precision
language sql immutable parallel safe as $$
    select case when metres = 0 then longitude
        else round(((floor(longitude / w.width) + 0.5) * w.width)::numeric, 5)::double precision
    end
    from (
        select degrees(greatest(metres, 1) / 6371008.8)
            / greatest(0.01, cos(radians(shown_latitude(latitude, metres)))) as width) w
$$;

-- What a passer-by's question needs of the platform's door, column by column; row security narrows each to the organisation
-- whose code or address was asked for.
grant select (tenant_id, id, state, partnership_id) on decals to safezones_platform;
-- A public id does not tell when the partnership was opened.
alter table partnerships
    add column public_id uuid not null default gen_random_uuid(),
    add constraint partnerships_public_id_unique unique (tenant_id, public_id);

grant select (tenant_id, id, venue_id, programme_id, status, public_id) on partnerships to safezones_platform;
grant select (tenant_id, id, name, codeword, public_slug, policy, status) on programmes to safezones_platform;
grant select (
    tenant_id, id, name, category, latitude, longitude, street, locality, opening_hours, time_zone, languages, offers, visibility,
    deleted_at, updated_at) on venues to safezones_platform;
