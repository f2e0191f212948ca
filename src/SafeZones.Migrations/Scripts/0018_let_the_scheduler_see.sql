-- The scheduler finds what is due in every partition, and learns nothing but whose and which: only from the platform's own
-- partition, so that a question about one organisation still sees that one alone.
create policy scheduler_sees on partnerships for select to safezones_platform
    using (due_at is not null
        and nullif(current_setting('app.tenant_id', true), '')::uuid = '00000000-0000-0000-0000-000000000000');

grant select (due_at) on partnerships to safezones_platform;

-- Every fact of a venue asks for its partnerships.
create index partnerships_by_venue on partnerships (tenant_id, venue_id);
