create type training_format as enum ('in_venue', 'workshop', 'webinar', 'e_learning', 'cascade');
create type training_session_status as enum ('planned', 'held', 'confirmed', 'cancelled');

-- What is taught. A version is never changed: who was trained by it, was trained by just that.
create table curricula (
    tenant_id uuid not null,
    id uuid not null,
    code text not null,
    version bigint not null,
    title jsonb not null,
    hours double precision not null,
    validity_months integer,
    topics text[] not null,
    languages text[] not null,
    created_at timestamptz not null,
    constraint curricula_pk primary key (tenant_id, id),
    constraint curricula_version_unique unique (tenant_id, code, version)
);

select protect_tenant_table('curricula');
grant select, insert on curricula to safezones_app;

-- A training with its day. The place's time zone goes with it, so that the clock on the wall is known on either side of a change.
create table training_sessions (
    tenant_id uuid not null,
    id uuid not null,
    curriculum_id uuid not null,
    venue_id uuid,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    time_zone text not null,
    place text,
    trainer_id uuid,
    format training_format not null,
    capacity integer not null,
    status training_session_status not null,
    status_since timestamptz not null,
    confirmed_by_venue_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint training_sessions_pk primary key (tenant_id, id),
    constraint training_sessions_curriculum_exists foreign key (tenant_id, curriculum_id) references curricula (tenant_id, id),
    constraint training_sessions_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id),
    constraint training_sessions_trainer_exists foreign key (tenant_id, trainer_id) references members (tenant_id, id)
);

create index training_sessions_by_start on training_sessions (tenant_id, starts_at, id);
create index training_sessions_by_venue on training_sessions (tenant_id, venue_id, starts_at, id);
select protect_tenant_table('training_sessions');
grant select, insert, update on training_sessions to safezones_app;

-- Whose attendance of a session a record is; none where a training was recorded by itself.
alter table training_records
    add column session_id uuid,
    add constraint training_records_session_exists foreign key (tenant_id, session_id) references training_sessions (tenant_id, id);

-- A role is counted once for each venue and session, and so is a label: the same list sent twice makes nobody trained twice.
create unique index training_records_once_a_session
    on training_records (tenant_id, session_id, venue_id, staff_role, person_ref) nulls not distinct
    where session_id is not null;

-- The addresses under which members have their calendars read the organisation's sessions.
create table calendar_feeds (
    tenant_id uuid not null,
    id uuid not null,
    member_id uuid not null,
    name text not null,
    revoked_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint calendar_feeds_pk primary key (tenant_id, id),
    constraint calendar_feeds_member_exists foreign key (tenant_id, member_id) references members (tenant_id, id)
);

create index calendar_feeds_by_member on calendar_feeds (tenant_id, member_id, id);
select protect_tenant_table('calendar_feeds');
grant select, insert, update on calendar_feeds to safezones_app;

-- The secret of such an address is global: whose it is, is looked up before any tenant is known. It is kept as its SHA-256.
create table calendar_feed_tokens (
    token_hash bytea not null,
    organisation_id uuid not null,
    calendar_feed_id uuid not null,
    constraint calendar_feed_tokens_pk primary key (token_hash)
);

grant insert on calendar_feed_tokens to safezones_app;
grant select on calendar_feed_tokens to safezones_platform;

-- What a calendar's question needs of the platform's door, column by column; row security narrows each to the organisation
-- whose secret was named. Who gives a training is not among them.
grant select (tenant_id, id, member_id, revoked_at) on calendar_feeds to safezones_platform;
grant select (tenant_id, id, code, version, title) on curricula to safezones_platform;
grant select (tenant_id, id, curriculum_id, venue_id, starts_at, ends_at, place, status, updated_at, version) on training_sessions
    to safezones_platform;
