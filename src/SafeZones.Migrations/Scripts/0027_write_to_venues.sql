-- A venue acts by a text message as well: its link has a short code, good only together with a telephone number that the venue
-- is known by. The code is kept as an HMAC under a key of the installation. What a pledge says is what it said when it was asked for.
alter table action_links
    add column code_hash bytea,
    add column pledge_version integer;

create index venue_contacts_by_phone on venue_contacts (tenant_id, phone) where phone is not null;

create type message_channel as enum ('sms', 'email');
create type message_kind as enum ('action_link', 'reply');
create type message_status as enum ('queued', 'sending', 'sent', 'delivered', 'failed', 'cancelled');
create type message_failure as enum ('refused', 'unreachable', 'undelivered', 'not_wanted', 'gone', 'spend_cap');
create type sms_gateway_kind as enum ('http', 'twilio', 'frontline_sms', 'rapid_pro', 'africas_talking');

-- By whose service an organisation sends and receives text messages: one at a time.
create table sms_gateways (
    tenant_id uuid not null,
    id uuid not null,
    kind sms_gateway_kind not null,
    address text,
    account text,
    sender text,
    human_phone text,
    segments_a_day_max integer not null,
    sealed_secret bytea not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint sms_gateways_pk primary key (tenant_id, id),
    constraint sms_gateways_one unique (tenant_id)
);

select protect_tenant_table('sms_gateways');
grant select, insert, update, delete on sms_gateways to safezones_app;

-- What a gateway calls us by is global: whose it is, is looked up before any tenant is known. It is kept as its SHA-256.
create table sms_gateway_keys (
    key_hash bytea not null,
    organisation_id uuid not null,
    sms_gateway_id uuid not null,
    constraint sms_gateway_keys_pk primary key (key_hash)
);

grant insert on sms_gateway_keys to safezones_app;
grant select on sms_gateway_keys to safezones_platform;
grant select (tenant_id, id, kind) on sms_gateways to safezones_platform;

create table messages (
    tenant_id uuid not null,
    id uuid not null,
    kind message_kind not null,
    channel message_channel not null,
    status message_status not null,
    failure message_failure,
    contact_id uuid,
    action_link_id uuid,
    locale text not null,
    segments integer not null,
    attempts integer not null,
    due_at timestamptz,
    provider_message_id text,
    created_by uuid,
    created_at timestamptz not null,
    sent_at timestamptz,
    delivered_at timestamptz,
    version bigint not null,
    constraint messages_pk primary key (tenant_id, id),
    constraint messages_action_link_exists foreign key (tenant_id, action_link_id) references action_links (tenant_id, id)
);

create index messages_by_due on messages (due_at, tenant_id, id) where due_at is not null;
create index messages_by_provider on messages (tenant_id, provider_message_id) where provider_message_id is not null;
create index messages_by_day on messages (tenant_id, created_at);
create index messages_by_action_link on messages (tenant_id, action_link_id) where action_link_id is not null;
select protect_tenant_table('messages');
grant select, insert, update, delete on messages to safezones_app;

-- The dispatcher finds what is due and learns nothing but whose and which: only from the platform's own partition.
create policy dispatcher_sees on messages for select to safezones_platform
    using (nullif(current_setting('app.tenant_id', true), '')::uuid = '00000000-0000-0000-0000-000000000000');

grant select (tenant_id, id, due_at, created_at) on messages to safezones_platform;

-- To whom, and what it says with its code: gone as soon as it was handed over.
create table message_texts (
    tenant_id uuid not null,
    message_id uuid not null,
    sealed_text bytea not null,
    constraint message_texts_pk primary key (tenant_id, message_id),
    constraint message_texts_message_exists foreign key (tenant_id, message_id) references messages (tenant_id, id)
);

select protect_tenant_table('message_texts');
grant select, insert, delete on message_texts to safezones_app;

-- Who wants no more messages, by an HMAC of the number: it outlives the contact, and is no number.
create table message_opt_outs (
    tenant_id uuid not null,
    phone_hash bytea not null,
    opted_out_at timestamptz not null,
    constraint message_opt_outs_pk primary key (tenant_id, phone_hash)
);

select protect_tenant_table('message_opt_outs');
grant select, insert, delete on message_opt_outs to safezones_app;

-- That a text message was received and answered, so that it is answered once; neither who sent it nor what it said.
create table received_texts (
    tenant_id uuid not null,
    provider_message_hash bytea not null,
    phone_hash bytea not null,
    received_at timestamptz not null,
    constraint received_texts_pk primary key (tenant_id, provider_message_hash)
);

create index received_texts_by_phone on received_texts (tenant_id, phone_hash, received_at);
select protect_tenant_table('received_texts');
grant select, insert, delete on received_texts to safezones_app;
