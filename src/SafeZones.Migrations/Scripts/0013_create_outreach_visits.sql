create type visit_outcome as enum (
    'interested', 'pledged_on_spot', 'come_back', 'not_now', 'refused', 'refused_hostile', 'owner_absent', 'closed_down',
    'unsuitable');

-- What volunteers did and heard. The id is the phone's own, so that a visit sent twice is stored once.
create table outreach_visits (
    tenant_id uuid not null,
    id uuid not null,
    partnership_id uuid not null,
    visited_at timestamptz not null,
    outcome visit_outcome not null,
    objections text[] not null,
    materials_left text[] not null,
    next_step_on date,
    recontact_after date,
    recorded_by uuid,
    recorded_at timestamptz not null,
    constraint outreach_visits_pk primary key (tenant_id, id),
    constraint outreach_visits_partnership_exists foreign key (tenant_id, partnership_id)
        references partnerships (tenant_id, id)
);

create index outreach_visits_by_partnership on outreach_visits (tenant_id, partnership_id, visited_at, id);
create index outreach_visits_by_time on outreach_visits (tenant_id, visited_at, id);

select protect_tenant_table('outreach_visits');
grant select, insert on outreach_visits to safezones_app;
