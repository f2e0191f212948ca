create type check_in_proposal as enum ('suspension');
create type proposal_status as enum ('open', 'dismissed', 'settled');
create type dismissal_reason as enum ('mistaken', 'inconclusive', 'explained', 'put_right');

-- A failed mystery visit proposes what a person decides. What was found does not change; what becomes of the proposal does.
alter table check_ins
    add column proposes check_in_proposal,
    add column proposal_status proposal_status,
    add column dismissal_reason dismissal_reason;

create index check_ins_by_open_proposal on check_ins (tenant_id, partnership_id, id) where proposal_status = 'open';
grant update (proposal_status, dismissal_reason) on check_ins to safezones_app;

create type stock_movement_kind as enum ('receive', 'issue', 'adjust', 'return', 'scrap');

-- What came in and went out of material that is counted and not numbered. Append-only.
create table stock_movements (
    tenant_id uuid not null,
    id uuid not null,
    material_edition_id uuid not null,
    kind stock_movement_kind not null,
    quantity integer not null,
    venue_id uuid,
    balance integer not null,
    recorded_by uuid,
    recorded_at timestamptz not null,
    constraint stock_movements_pk primary key (tenant_id, id),
    constraint stock_movements_edition_exists foreign key (tenant_id, material_edition_id)
        references material_editions (tenant_id, id),
    constraint stock_movements_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id)
);

create index stock_movements_by_edition on stock_movements (tenant_id, material_edition_id, id);
create index stock_movements_by_venue on stock_movements (tenant_id, venue_id, id);

select protect_tenant_table('stock_movements');
grant select, insert on stock_movements to safezones_app;

-- How many there are now: the row that movements of one edition wait for, one after the other.
create table stock_balances (
    tenant_id uuid not null,
    material_edition_id uuid not null,
    quantity integer not null,
    movements integer not null,
    updated_at timestamptz not null,
    constraint stock_balances_pk primary key (tenant_id, material_edition_id),
    constraint stock_balances_edition_exists foreign key (tenant_id, material_edition_id)
        references material_editions (tenant_id, id),
    constraint stock_balances_not_negative check (quantity >= 0)
);

select protect_tenant_table('stock_balances');
grant select, insert, update on stock_balances to safezones_app;

-- An export is read as fast as its reader takes it. Until the end of this transaction a statement may take so long, which is
-- enough for the longest of them at a hundred kilobytes a second.
create procedure allow_slow_reading()
language plpgsql as $$
begin
    set local statement_timeout = '5min';
end
$$;
