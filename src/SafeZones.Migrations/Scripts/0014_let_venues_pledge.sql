-- What a partnership knows of itself beside its status, so that its requirements can be computed for any day.
alter table partnerships
    add column reason text,
    add column pledged_on date,
    add column vetted_on date,
    add column no_focal_point_since date,
    add column no_position_since date,
    add column paused_until date,
    add column barred_until date,
    add column activation_asked_by uuid,
    add column lapse_forecast_on date,
    add column next_check_on date,
    add column is_ready boolean not null default false,
    -- When the system looks at it again: at once after a fact has changed, else on the next day on which something can.
    add column due_at timestamptz;

create index partnerships_by_due on partnerships (due_at, tenant_id, id) where due_at is not null;
create index partnerships_by_lapse_forecast on partnerships (tenant_id, lapse_forecast_on, id);

alter table partnership_moves
    add column reason text,
    add column evidence text;

create type pledge_method as enum ('action_link', 'sms', 'paper');
create type signatory_role as enum ('owner', 'manager');

-- What a programme asks its venues to promise. A version is not changed once it is here; the next one replaces it.
create table pledge_texts (
    tenant_id uuid not null,
    id uuid not null,
    programme_id uuid not null,
    version integer not null,
    body jsonb not null,
    required_from date not null,
    published_at timestamptz not null,
    constraint pledge_texts_pk primary key (tenant_id, id),
    constraint pledge_texts_programme_exists foreign key (tenant_id, programme_id) references programmes (tenant_id, id),
    constraint pledge_texts_version_unique unique (tenant_id, programme_id, version)
);

select protect_tenant_table('pledge_texts');
grant select, insert on pledge_texts to safezones_app;

-- A venue's promise. It holds no name: the signature stays on the paper, or is the link that only the venue had.
create table pledge_acceptances (
    tenant_id uuid not null,
    id uuid not null,
    partnership_id uuid not null,
    version integer not null,
    locale text not null,
    accepted_on date not null,
    method pledge_method not null,
    signatory_role signatory_role not null,
    evidence text,
    recorded_by uuid,
    recorded_at timestamptz not null,
    constraint pledge_acceptances_pk primary key (tenant_id, id),
    constraint pledge_acceptances_partnership_exists foreign key (tenant_id, partnership_id)
        references partnerships (tenant_id, id),
    constraint pledge_acceptances_once unique (tenant_id, partnership_id, version)
);

select protect_tenant_table('pledge_acceptances');
grant select, insert on pledge_acceptances to safezones_app;
