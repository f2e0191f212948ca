-- When a venue has withdrawn and nothing is left open, its people are forgotten some time later.
alter table venue_contacts add column purge_on date;

-- Of those that had withdrawn before, their time begins today.
update venue_contacts k
set purge_on = (now() at time zone v.time_zone)::date + 30, updated_at = now(), version = k.version + 1
from venues v
where v.tenant_id = k.tenant_id and v.id = k.venue_id
  and exists (
      select from partnerships r where r.tenant_id = k.tenant_id and r.venue_id = k.venue_id and r.status = 'withdrawn')
  and not exists (
      select from partnerships r
      where r.tenant_id = k.tenant_id and r.venue_id = k.venue_id and r.status not in ('withdrawn', 'removed', 'closed'));

create index venue_contacts_due on venue_contacts (purge_on) where purge_on is not null;

-- The scheduler finds where somebody is to be forgotten, and learns nothing but whose: only from the platform's own partition.
create policy scheduler_sees on venue_contacts for select to safezones_platform
    using (purge_on is not null
        and nullif(current_setting('app.tenant_id', true), '')::uuid = '00000000-0000-0000-0000-000000000000');

grant select (tenant_id, purge_on) on venue_contacts to safezones_platform;
