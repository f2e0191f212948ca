-- What takes longer than a request may is a job: done part by part, each part in a transaction of its own, so that whoever comes
-- next goes on where the last one was cut off.
create type job_kind as enum ('decal_print');
create type job_status as enum ('queued', 'running', 'succeeded', 'failed', 'cancelled');

create table jobs (
    tenant_id uuid not null,
    id uuid not null,
    kind job_kind not null,
    status job_status not null,
    done integer not null,
    total integer not null,
    parameters jsonb not null,
    -- What the work needs to know of the parts before.
    state jsonb,
    attempts integer not null,
    failure text,
    result_bytes bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    finished_at timestamptz,
    expires_at timestamptz,
    -- When its next part is to be done, and when something of it is to be deleted.
    due_at timestamptz,
    purge_at timestamptz,
    version bigint not null,
    constraint jobs_pk primary key (tenant_id, id)
);

create index jobs_open on jobs (tenant_id) where status in ('queued', 'running');
create index jobs_due on jobs (kind, due_at) where due_at is not null;
create index jobs_to_purge on jobs (purge_at) where purge_at is not null;
select protect_tenant_table('jobs');
grant select, insert, update, delete on jobs to safezones_app;

-- The result, in the order of its parts.
create table job_parts (
    tenant_id uuid not null,
    job_id uuid not null,
    number integer not null,
    content bytea not null,
    constraint job_parts_pk primary key (tenant_id, job_id, number),
    constraint job_parts_job_exists foreign key (tenant_id, job_id) references jobs (tenant_id, id)
);

-- It is compressed already.
alter table job_parts alter column content set storage external;
select protect_tenant_table('job_parts');
grant select, insert, delete on job_parts to safezones_app;

-- The scheduler finds what is due in every partition, and learns nothing but whose and which: only from the platform's own.
create policy scheduler_sees on jobs for select to safezones_platform
    using ((due_at is not null or purge_at is not null)
        and nullif(current_setting('app.tenant_id', true), '')::uuid = '00000000-0000-0000-0000-000000000000');

grant select (tenant_id, id, kind, due_at, purge_at) on jobs to safezones_platform;
