-- Who was trained keeps a certificate when they change the bar. It says what was learned and when, and nothing of who or where; it is
-- signed by the organisation's key, and a status list shows whether it was revoked.
create table credential_keys (
    tenant_id uuid not null,
    id uuid not null,
    public_key bytea not null,
    sealed_private_key bytea not null,
    created_at timestamptz not null,
    constraint credential_keys_pk primary key (tenant_id, id),
    constraint credential_keys_one unique (tenant_id)
);

select protect_tenant_table('credential_keys');
grant select, insert on credential_keys to safezones_app;
grant select on credential_keys to safezones_platform;

create table certificates (
    tenant_id uuid not null,
    id uuid not null,
    training_record_id uuid not null,
    title jsonb not null,
    hours double precision not null,
    completed_on date not null,
    valid_until date,
    status_index integer not null,
    credential text not null,
    revoked_at timestamptz,
    created_by uuid,
    created_at timestamptz not null,
    version bigint not null,
    constraint certificates_pk primary key (tenant_id, id),
    constraint certificates_once unique (tenant_id, training_record_id),
    constraint certificates_status_index_unique unique (tenant_id, status_index),
    constraint certificates_training_record_exists foreign key (tenant_id, training_record_id) references training_records (tenant_id, id)
);

select protect_tenant_table('certificates');
grant select, insert, update on certificates to safezones_app;
grant select (tenant_id, id, title, hours, completed_on, valid_until, status_index, credential, revoked_at) on certificates to safezones_platform;

-- Whose certificate it is, is looked up before any tenant is known.
create table certificate_ids (
    certificate_id uuid not null,
    organisation_id uuid not null,
    constraint certificate_ids_pk primary key (certificate_id)
);

grant insert on certificate_ids to safezones_app;
grant select on certificate_ids to safezones_platform;
