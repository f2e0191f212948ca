create type check_in_kind as enum ('call', 'visit', 'mystery', 'annual', 'self');
create type check_in_result as enum ('passed', 'failed');

-- Somebody looked whether it is true. A mystery visit is never shown to the venue.
create table check_ins (
    tenant_id uuid not null,
    id uuid not null,
    partnership_id uuid not null,
    kind check_in_kind not null,
    checked_on date not null,
    decal_visible boolean,
    codeword_recognised boolean,
    trained_on_duty boolean,
    procedure_sheet_reachable boolean,
    result check_in_result not null,
    recorded_by uuid,
    recorded_at timestamptz not null,
    constraint check_ins_pk primary key (tenant_id, id),
    constraint check_ins_partnership_exists foreign key (tenant_id, partnership_id) references partnerships (tenant_id, id)
);

create index check_ins_by_partnership on check_ins (tenant_id, partnership_id, id);
select protect_tenant_table('check_ins');
grant select, insert on check_ins to safezones_app;
