-- A venue has no account: it acts by a link that is good for one partnership, one purpose and one use; the
-- link of its staff alone stands.
alter type actor_kind add value 'venue';

create type link_purpose as enum (
    'accept_pledge', 'confirm_attendance', 'declare_staff', 'confirm_display', 'log_intervention', 'pause', 'close', 'withdraw');

create table action_links (
    tenant_id uuid not null,
    id uuid not null,
    partnership_id uuid not null,
    purpose link_purpose not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz,
    created_by uuid,
    created_at timestamptz not null,
    version bigint not null,
    constraint action_links_pk primary key (tenant_id, id),
    constraint action_links_partnership_exists foreign key (tenant_id, partnership_id) references partnerships (tenant_id, id)
);

create index action_links_by_partnership on action_links (tenant_id, partnership_id, id);
select protect_tenant_table('action_links');
grant select, insert, update on action_links to safezones_app;

-- The secret of a link is global: whose it is, is looked up before any tenant is known. It is kept as its SHA-256.
create table action_link_tokens (
    token_hash bytea not null,
    organisation_id uuid not null,
    action_link_id uuid not null,
    constraint action_link_tokens_pk primary key (token_hash)
);

grant insert on action_link_tokens to safezones_app;
grant select on action_link_tokens to safezones_platform;

-- What admission needs of a link, column by column; row security narrows it to the organisation whose secret was named.
grant select (tenant_id, id, partnership_id, purpose, expires_at, used_at, revoked_at) on action_links to safezones_platform;
