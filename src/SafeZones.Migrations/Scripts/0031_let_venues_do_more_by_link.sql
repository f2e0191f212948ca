-- What a venue does by link beside what it could before. A new word is used by no statement of the script that adds it.
alter type link_purpose add value 'change_staff';
alter type link_purpose add value 'ask_for_materials';

-- A session may be for the people of several venues: each confirms its own, and nobody's count but its own.
create table session_confirmations (
    tenant_id uuid not null,
    session_id uuid not null,
    venue_id uuid not null,
    attended integer not null,
    confirmed_at timestamptz not null,
    constraint session_confirmations_pk primary key (tenant_id, session_id, venue_id),
    constraint session_confirmations_session_exists foreign key (tenant_id, session_id) references training_sessions (tenant_id, id),
    constraint session_confirmations_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id)
);

select protect_tenant_table('session_confirmations');
grant select, insert on session_confirmations to safezones_app;

create type material_request_status as enum ('open', 'fulfilled', 'refused');
create type material_refusal_reason as enum ('out_of_stock', 'has_enough', 'not_active', 'not_for_this_venue');

-- What a venue asks for: kinds and numbers, which are read and written as a whole.
create table material_requests (
    tenant_id uuid not null,
    id uuid not null,
    partnership_id uuid not null,
    items jsonb not null,
    note text,
    status material_request_status not null,
    refusal_reason material_refusal_reason,
    asked_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    version bigint not null,
    constraint material_requests_pk primary key (tenant_id, id),
    constraint material_requests_partnership_exists foreign key (tenant_id, partnership_id) references partnerships (tenant_id, id)
);

create index material_requests_by_partnership on material_requests (tenant_id, partnership_id, id);
create index material_requests_open on material_requests (tenant_id, id) where status = 'open';
select protect_tenant_table('material_requests');
grant select, insert, update on material_requests to safezones_app;
