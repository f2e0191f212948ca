-- What a venue does by link beside what it could before. A new word is used by no statement of the script that adds it.
alter type link_purpose add value 'change_staff';

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
