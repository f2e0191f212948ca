-- Since when a venue does not want to be found; a directory that somebody holds has to forget it from then on. A venue that
-- never wanted to be found is no news to anybody: it always was hidden.
alter table venues add column hidden_at timestamptz;
update venues set hidden_at = '-infinity' where visibility not in ('public', 'approximate');
-- Whoever writes the one and forgets the other is stopped.
alter table venues
    add constraint venues_hidden_says_when check ((visibility in ('public', 'approximate')) = (hidden_at is null));

-- The directory is paged by public id.
create index partnerships_listed on partnerships (tenant_id, programme_id, public_id) where status = 'active';

-- What changed in the public answers, and since when, follows from the facts: nothing is written down twice.
grant select (status_since, updated_at) on partnerships to safezones_platform;
grant select (updated_at) on programmes to safezones_platform;
grant select (hidden_at) on venues to safezones_platform;
grant select (tenant_id, partnership_id, at, from_status, to_status) on partnership_moves to safezones_platform;
