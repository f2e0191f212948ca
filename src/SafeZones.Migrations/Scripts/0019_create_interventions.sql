create type part_of_day as enum ('morning', 'afternoon', 'evening', 'night', 'unknown');
create type intervention_setting as enum ('inside', 'entrance', 'street_nearby', 'transport', 'online', 'other');
create type intervention_channel as enum ('staff_link', 'sms', 'phone', 'paper', 'app', 'volunteer');
create type reporter_role as enum ('venue_staff', 'volunteer', 'person_helped', 'bystander');
create type incident_type as enum (
    'ogling', 'comments_catcalling', 'following_stalking', 'unwanted_contact_requests', 'online_or_phone', 'indecent_exposure',
    'taking_images', 'sexual_touching', 'sexual_assault', 'rape', 'threat', 'physical_assault', 'mob_assault', 'hate_lgbtq',
    'hate_other', 'domestic_abuse', 'suspected_trafficking', 'spiking', 'lost_or_distressed', 'other', 'unknown');
create type intervention_action as enum (
    'distract', 'delegate', 'document', 'delay_check_in', 'direct_told_to_stop', 'offered_help', 'responded_to_request',
    'gave_safe_place', 'moved_to_private_space', 'called_police_on_request', 'called_ambulance', 'called_taxi',
    'called_friend_or_family', 'called_hotline_or_agency', 'asked_aggressor_to_leave', 'kept_aggressor_out', 'acted_as_witness',
    'gave_information');
create type intervention_outcome as enum (
    'left_safely_alone', 'left_with_friend', 'left_by_transport', 'handed_to_police', 'handed_to_agency', 'medical_care', 'referred',
    'declined_help', 'left_before_help', 'situation_unresolved', 'unknown');
create type referral_type as enum (
    'health', 'psychosocial', 'police_security', 'legal', 'livelihood', 'shelter', 'child_protection', 'hotline', 'embassy', 'other');
create type age_group as enum ('child', 'adult', 'unknown');
create type gender as enum ('woman', 'man', 'other', 'not_recorded');
create type follow_up as enum ('none', 'call_venue', 'safeguarding', 'replace_decal');
create type review_status as enum ('submitted', 'reviewed', 'approved', 'rejected');

-- The keys under which an organisation's sensitive texts are sealed, each sealed itself under the installation's master key.
-- Without the sealed key nobody reads what lies under it, in this database or in any copy of it.
create table organisation_keys (
    tenant_id uuid not null,
    id uuid not null,
    sealed_key bytea,
    created_at timestamptz not null,
    retired_at timestamptz,
    erased_at timestamptz,
    constraint organisation_keys_pk primary key (tenant_id, id),
    constraint organisation_keys_erased_whole check ((sealed_key is null) = (erased_at is not null)),
    constraint organisation_keys_erased_after_use check (erased_at is null or retired_at is not null)
);

create unique index organisation_keys_one_current on organisation_keys (tenant_id) where retired_at is null;

select protect_tenant_table('organisation_keys');
grant select, insert, update on organisation_keys to safezones_app;

-- What happened is in its editions; this is what the network did with it. One that was deleted stays as a row without content.
create table interventions (
    tenant_id uuid not null,
    id uuid not null,
    partnership_id uuid,
    edition integer not null,
    review_status review_status not null,
    recorded_on date not null,
    retention_until date,
    is_on_hold boolean not null,
    due_on date,
    deleted_on date,
    version bigint not null,
    constraint interventions_pk primary key (tenant_id, id),
    constraint interventions_partnership_exists foreign key (tenant_id, partnership_id) references partnerships (tenant_id, id),
    constraint interventions_deleted_empty check ((deleted_on is null) = (partnership_id is not null))
);

create index interventions_by_day on interventions (tenant_id, recorded_on, id);
create index interventions_by_partnership on interventions (tenant_id, partnership_id, recorded_on);
create index interventions_due on interventions (due_on) where due_on is not null;

select protect_tenant_table('interventions');
grant select, insert, update on interventions to safezones_app;

-- Amended by appending: an edition is never changed, and goes only with the whole.
create table intervention_editions (
    tenant_id uuid not null,
    intervention_id uuid not null,
    edition integer not null,
    occurred_on date not null,
    part_of_day part_of_day not null,
    setting intervention_setting not null,
    channel intervention_channel not null,
    reporter_role reporter_role not null,
    incident_types incident_type[] not null,
    asked_by_codeword boolean,
    asked_by_decal boolean,
    actions intervention_action[] not null,
    people_helped integer not null,
    age_group age_group,
    gender gender,
    child_handed_over_in part_of_day,
    outcomes intervention_outcome[] not null,
    referrals referral_type[] not null,
    staff_harmed boolean,
    retaliation boolean,
    follow_up follow_up not null,
    recorded_on date not null,
    recorded_by uuid,
    constraint intervention_editions_pk primary key (tenant_id, intervention_id, edition),
    constraint intervention_editions_intervention_exists foreign key (tenant_id, intervention_id) references interventions (tenant_id, id),
    constraint intervention_editions_people_helped check (people_helped between 1 and 3),
    constraint intervention_editions_child_minimal check (age_group is distinct from 'child' or gender is null)
);

select protect_tenant_table('intervention_editions');
grant select, insert, delete on intervention_editions to safezones_app;

-- Sealed by the API before it comes here, for this row alone.
create table intervention_narratives (
    tenant_id uuid not null,
    intervention_id uuid not null,
    edition integer not null,
    organisation_key_id uuid not null,
    sealed_narrative bytea not null,
    purge_on date not null,
    constraint intervention_narratives_pk primary key (tenant_id, intervention_id, edition),
    constraint intervention_narratives_edition_exists foreign key (tenant_id, intervention_id, edition)
        references intervention_editions (tenant_id, intervention_id, edition),
    constraint intervention_narratives_key_exists foreign key (tenant_id, organisation_key_id)
        references organisation_keys (tenant_id, id)
);

select protect_tenant_table('intervention_narratives');
grant select, insert, delete on intervention_narratives to safezones_app;

-- The scheduler finds where something has had its time, and learns nothing but whose: only from the platform's own partition.
create policy scheduler_sees on interventions for select to safezones_platform
    using (due_on is not null
        and nullif(current_setting('app.tenant_id', true), '')::uuid = '00000000-0000-0000-0000-000000000000');

grant select (tenant_id, due_on) on interventions to safezones_platform;
