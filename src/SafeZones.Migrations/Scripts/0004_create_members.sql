create type member_role as enum (
    'operator', 'owner', 'coordinator', 'safeguarding', 'volunteer', 'trainer', 'analyst', 'auditor');

-- People, as their identity provider knows them. Platform operators are members of the platform's own
-- partition, tenant 00000000-0000-0000-0000-000000000000.
create table members (
    tenant_id uuid not null,
    id uuid not null,
    issuer text not null,
    subject text,
    invited_email text,
    role member_role not null,
    display_name text,
    area_ids uuid[] not null,
    disabled_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null,
    constraint members_pk primary key (tenant_id, id),
    constraint members_subject_unique unique (tenant_id, issuer, subject),
    constraint members_invited_email_unique unique (tenant_id, issuer, invited_email),
    constraint members_operator_is_platform check (
        (role = 'operator') = (tenant_id = '00000000-0000-0000-0000-000000000000')),
    constraint members_known check (subject is not null or invited_email is not null)
);

select protect_tenant_table('members');
grant select, insert, update on members to safezones_app;
grant select, insert, update on members to safezones_platform;
