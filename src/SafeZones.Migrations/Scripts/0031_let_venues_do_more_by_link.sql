-- What a venue does by link beside what it could before. A new word is used by no statement of the script that adds it.
alter type link_purpose add value 'change_staff';
alter type link_purpose add value 'ask_for_materials';
alter type link_purpose add value 'appeal';

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

create type appeal_status as enum ('open', 'upheld', 'rejected', 'closed');

-- A suspension is appealed against once, and no two suspensions of a partnership begin at the same instant.
create table appeals (
    tenant_id uuid not null,
    id uuid not null,
    partnership_id uuid not null,
    status appeal_status not null,
    suspended_at timestamptz not null,
    suspension_reason text,
    filed_on date not null,
    due_on date not null,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text,
    version bigint not null,
    constraint appeals_pk primary key (tenant_id, id),
    constraint appeals_once unique (tenant_id, partnership_id, suspended_at),
    constraint appeals_partnership_exists foreign key (tenant_id, partnership_id) references partnerships (tenant_id, id)
);

select protect_tenant_table('appeals');
grant select, insert, update on appeals to safezones_app;

-- What the venue says: sealed by the API before it comes here, for this row alone, read and deleted apart from all else.
create table appeal_statements (
    tenant_id uuid not null,
    appeal_id uuid not null,
    organisation_key_id uuid not null,
    sealed_statement bytea not null,
    purge_on date not null,
    constraint appeal_statements_pk primary key (tenant_id, appeal_id),
    constraint appeal_statements_appeal_exists foreign key (tenant_id, appeal_id) references appeals (tenant_id, id),
    constraint appeal_statements_key_exists foreign key (tenant_id, organisation_key_id) references organisation_keys (tenant_id, id)
);

create index appeal_statements_due on appeal_statements (purge_on);
select protect_tenant_table('appeal_statements');
grant select, insert, delete on appeal_statements to safezones_app;

-- The scheduler finds where something has had its time, and learns nothing but whose: only from the platform's own partition.
create policy scheduler_sees on appeal_statements for select to safezones_platform
    using (nullif(current_setting('app.tenant_id', true), '')::uuid = '00000000-0000-0000-0000-000000000000');

grant select (tenant_id, purge_on) on appeal_statements to safezones_platform;
