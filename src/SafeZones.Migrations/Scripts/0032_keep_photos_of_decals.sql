-- What a venue sends of its decal: a JPEG that was made anew from the pixels of what it sent. It waits at the link by which it came, and
-- becomes the decal's when the link says that the decal is on show. Links are forgotten before photos are, and so no key names them.
create table display_photos (
    tenant_id uuid not null,
    id uuid not null,
    action_link_id uuid not null,
    decal_id uuid,
    photo bytea not null,
    received_at timestamptz not null,
    purge_on date not null,
    constraint display_photos_pk primary key (tenant_id, id),
    constraint display_photos_one_a_link unique (tenant_id, action_link_id),
    constraint display_photos_one_a_decal unique (tenant_id, decal_id),
    constraint display_photos_decal_exists foreign key (tenant_id, decal_id) references decals (tenant_id, id)
);

-- JPEGs are packed already: trying to pack them again costs time and saves nothing.
alter table display_photos alter column photo set storage external;
create index display_photos_due on display_photos (purge_on);
select protect_tenant_table('display_photos');
grant select, insert, delete on display_photos to safezones_app;
grant update (decal_id, purge_on) on display_photos to safezones_app;

-- The scheduler finds where something has had its time, and learns nothing but whose: only from the platform's own partition.
create policy scheduler_sees on display_photos for select to safezones_platform
    using (nullif(current_setting('app.tenant_id', true), '')::uuid = '00000000-0000-0000-0000-000000000000');

grant select (tenant_id, purge_on) on display_photos to safezones_platform;
