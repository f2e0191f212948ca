create type contact_role as enum ('owner', 'manager', 'focal_point', 'deputy', 'security_lead');
create type contact_channel as enum ('sms', 'whatsapp', 'voice', 'email', 'paper');

-- Restricted: a person's name and number. Read only with its own permission, and each read is an audit entry.
create table venue_contacts (
    tenant_id uuid not null,
    id uuid not null,
    venue_id uuid not null,
    role contact_role not null,
    name text,
    phone text,
    email text,
    channel contact_channel not null,
    locale text not null,
    safe_to_text boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint venue_contacts_pk primary key (tenant_id, id),
    constraint venue_contacts_venue_exists foreign key (tenant_id, venue_id) references venues (tenant_id, id)
);

create index venue_contacts_by_venue on venue_contacts (tenant_id, venue_id, id);

select protect_tenant_table('venue_contacts');
grant select, insert, update, delete on venue_contacts to safezones_app;
