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
