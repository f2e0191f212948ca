create type partnership_status as enum (
    'prospect', 'approached', 'interested', 'declined', 'pledged', 'active', 'lapsed', 'suspended', 'paused', 'withdrawn',
    'removed', 'closed');
create type partnership_action as enum (
    'approach', 'record_interest', 'record_decline', 'pledge', 'activate', 'lapse', 'repair', 'suspend', 'reinstate',
    'remove', 'pause', 'resume', 'withdraw', 'close');
create type partnership_actor as enum ('venue', 'volunteer', 'coordinator', 'safeguarding', 'owner', 'system');

-- Where a venue and a programme stand with each other.
create table partnerships (
    tenant_id uuid not null,
    id uuid not null,
    venue_id uuid not null,
    programme_id uuid not null,
    status partnership_status not null,
    status_since timestamptz not null,
    recontact_after date,
    next_step_on date,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint partnerships_pk primary key (tenant_id, id),
    constraint partnerships_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id),
    constraint partnerships_programme_exists foreign key (tenant_id, programme_id) references programmes (tenant_id, id)
);

-- One open partnership at a time; those that are over stay as history.
create unique index partnerships_one_open on partnerships (tenant_id, venue_id, programme_id)
    where status not in ('withdrawn', 'removed', 'closed');
create index partnerships_by_status on partnerships (tenant_id, programme_id, status, id);
create index partnerships_by_next_step on partnerships (tenant_id, next_step_on, id);

select protect_tenant_table('partnerships');
grant select, insert, update on partnerships to safezones_app;

-- What became of a partnership, in order: who, when, by which move. Append-only.
create table partnership_moves (
    tenant_id uuid not null,
    id uuid not null,
    partnership_id uuid not null,
    at timestamptz not null,
    action partnership_action,
    from_status partnership_status,
    to_status partnership_status not null,
    actor partnership_actor not null,
    actor_id uuid,
    constraint partnership_moves_pk primary key (tenant_id, id),
    constraint partnership_moves_partnership_exists foreign key (tenant_id, partnership_id)
        references partnerships (tenant_id, id)
);

create index partnership_moves_by_partnership on partnership_moves (tenant_id, partnership_id, id);

select protect_tenant_table('partnership_moves');
grant select, insert on partnership_moves to safezones_app;
