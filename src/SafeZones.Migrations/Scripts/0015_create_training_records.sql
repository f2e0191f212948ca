create type staff_role as enum ('manager', 'staff', 'security');
create type training_result as enum ('attended', 'passed', 'failed');

-- Who was trained at a venue: one person under the venue's own label, or several by head-count. Never a name.
create table training_records (
    tenant_id uuid not null,
    id uuid not null,
    venue_id uuid not null,
    person_ref text,
    headcount integer not null,
    are_others boolean not null,
    staff_role staff_role not null,
    completed_on date not null,
    valid_until date,
    result training_result not null,
    recorded_by uuid,
    recorded_at timestamptz not null,
    constraint training_records_pk primary key (tenant_id, id),
    constraint training_records_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id)
);

create index training_records_by_venue on training_records (tenant_id, venue_id, id);
select protect_tenant_table('training_records');
grant select, insert on training_records to safezones_app;

-- Every number of staff that was ever declared; the venue itself shows the newest. What was trained is held against the
-- number that held on the day.
create table staff_counts (
    tenant_id uuid not null,
    id uuid not null,
    venue_id uuid not null,
    total integer not null,
    managers integer not null,
    as_of date not null,
    constraint staff_counts_pk primary key (tenant_id, id),
    constraint staff_counts_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id)
);

create index staff_counts_by_venue on staff_counts (tenant_id, venue_id, id);
select protect_tenant_table('staff_counts');
grant select, insert on staff_counts to safezones_app;

-- Who came and who left since the last declaration.
create table staff_changes (
    tenant_id uuid not null,
    id uuid not null,
    venue_id uuid not null,
    changed_on date not null,
    arrived integer not null,
    staff_role staff_role not null,
    person_ref text,
    recorded_by uuid,
    recorded_at timestamptz not null,
    constraint staff_changes_pk primary key (tenant_id, id),
    constraint staff_changes_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id)
);

create index staff_changes_by_venue on staff_changes (tenant_id, venue_id, id);
select protect_tenant_table('staff_changes');
grant select, insert on staff_changes to safezones_app;
