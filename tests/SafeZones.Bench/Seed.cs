namespace SafeZones.Bench;

/// <summary>
/// 1,000 organisations, each with one coordinator, two areas and 50 venues within 2 km of a city's centre, all written
/// by the superuser. Organisations are written one after the other, as imports are: their rows lie together, which is
/// the case in which PostgreSQL does least and the API's own cost shows most.
/// </summary>
internal static class Seed
{
    public const string CentreLatitude = "21.0285";
    public const string CentreLongitude = "105.8542";
    public const string RegisteredUntil = "timestamptz '2026-01-02'";

    public const int Organisations = 1_000;
    public const int VenuesEach = 50;

    public static Filling Usual { get; } = new(
        "safezones_bench", "1,000 organisations with 50 venues and decals each, and one with 5,000", Sql,
        [
            "truncate audit_entries", "truncate idempotency_keys", "truncate venue_external_ids", "truncate staff_counts",
            "truncate intervention_narratives, intervention_editions, interventions",
            $"delete from venues where created_at > {RegisteredUntil}", "vacuum analyze venues",
        ],
        Decals);

    // A member's subject is their id: the limit, which looks no member up, can name the actor all the same.
    public const string Sql =
        $"""
        select setseed(0.5);

        create function pg_temp.uuid_v7(at timestamptz) returns uuid language sql as $$
            select (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(r, 16, 3) || substr(r, 19))::uuid
            from (select lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') as h, gen_random_uuid()::text as r) t
        $$;

        create temporary table seeded as
        select n, pg_temp.uuid_v7(timestamptz '2026-01-01' + n * interval '60 s') as id
        from generate_series(1, 1000) n;

        insert into tenant_directory (id, slug, status, placement, country, created_at, updated_at, version)
        select id, 'bench-' || n, 'active', 'shared', 'VN', '2026-01-01', '2026-01-01', 1 from seeded;

        insert into organisations (
            tenant_id, name, country, time_zone, locales, default_locale, retention_months, suppression_k, venues_max,
            created_at, updated_at, version)
        select
            id, jsonb_build_object('en', 'Network ' || n), 'VN', 'Asia/Ho_Chi_Minh', array['vi', 'en'], 'vi', 24, 5,
            1000000, '2026-01-01', '2026-01-01', 1
        from seeded;

        insert into members (tenant_id, id, issuer, subject, role, area_ids, created_at, updated_at, version)
        select s.id, m.id, '{Servers.PublicUrl}', m.id::text, 'coordinator', array[]::uuid[], '2026-01-01', '2026-01-01', 1
        from seeded s
        cross join lateral (select pg_temp.uuid_v7('2026-01-01') as id where s.n > 0) m;

        create temporary table seeded_areas as
        select
            s.id as tenant_id, s.n, half, pg_temp.uuid_v7(timestamptz '2026-01-01' + half * interval '1 s') as id,
            {CentreLongitude} - 0.03 + half * 0.03 as west, {CentreLongitude} + half * 0.03 as east,
            {CentreLatitude} - 0.03 as south, {CentreLatitude} + 0.03 as north
        from seeded s cross join generate_series(0, 1) half;

        insert into areas (
            tenant_id, id, name, admin_code, geometry, west, south, east, north, created_at, updated_at, version)
        select
            tenant_id, id, jsonb_build_object('en', case half when 0 then 'West' else 'East' end), 'B' || half,
            jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(jsonb_build_array(
                jsonb_build_array(west, south), jsonb_build_array(east, south), jsonb_build_array(east, north),
                jsonb_build_array(west, north), jsonb_build_array(west, south)))),
            west, south, east, north, '2026-01-01', '2026-01-01', 1
        from seeded_areas;

        insert into area_rings (tenant_id, area_id, part, ring, west, south, east, north, area_size, outline)
        select
            tenant_id, id, 0, 0, west, south, east, north, (east - west) * (north - south), polygon(box(
                point(west * 1e6, south * 1e6), point(east * 1e6, north * 1e6)))
        from seeded_areas;

        insert into venues (
            tenant_id, id, name, search_text, search_bits, category, kind, street, locality, country, latitude, longitude,
            area_id, time_zone, opening_hours, languages, offers, staff_total, staff_managers, staff_as_of, staff_declared_by,
            visibility, created_at, updated_at, version)
        select
            v.tenant_id, v.id,
            jsonb_build_object('vi', 'Quán Cà Phê Số ' || v.number, 'en', 'Coffee House No. ' || v.number),
            -- No scenario searches by the bits.
            'quan ca phe so ' || v.number || ' coffee house no. ' || v.number, repeat('01', 256)::bit(512),
            (enum_range(null::venue_category))[1 + v.number % 24], 'fixed', v.number || ' Phố Ví Dụ', 'Hà Nội', 'VN',
            v.latitude, v.longitude, a.id, 'Asia/Ho_Chi_Minh', 'Mo-Su 07:00-22:30', array['vi', 'en'],
            array['phone_charging', 'quiet_room'], 12, 2, '2025-12-01', 'venue', 'public', v.at, v.at, 1
        from (
            select
                s.id as tenant_id, pg_temp.uuid_v7(t.at) as id, s.n * 100 + k as number, t.at,
                {CentreLatitude} + (random() - 0.5) * 0.036 as latitude,
                {CentreLongitude} + (random() - 0.5) * 0.0386 as longitude
            from seeded s
            cross join generate_series(1, 50) k
            cross join lateral (select timestamptz '2026-01-01' + s.n * interval '60 s' + k * interval '1 s' as at) t) v
        join seeded_areas a
          on a.tenant_id = v.tenant_id and v.longitude >= a.west and v.longitude < a.east
        order by v.number;

        insert into programmes (tenant_id, id, name, public_slug, policy, status, created_at, updated_at, version)
        select
            id, id, jsonb_build_object('vi', 'Khu Vực An Toàn', 'en', 'Safe Zones'), 'bench-' || n, jsonb_build_object(), 'running', '2026-01-01',
            '2026-01-01', 1
        from seeded;

        insert into partnerships (
            tenant_id, id, venue_id, programme_id, status, status_since, pledged_on, created_at, updated_at, version)
        select v.tenant_id, v.id, v.id, v.tenant_id, 'active', v.created_at, '2026-01-01', v.created_at, v.created_at, 3
        from venues v;

        insert into material_editions (tenant_id, id, kind, locale, size, edition, created_at)
        select id, id, 'window_decal', 'vi', 'A6', 1, '2026-01-01' from seeded;

        {LargeSql}
        """;

    // One organisation whose dashboard has something to count: 5,000 venues in 40 areas, half of them safe zones.
    private const string LargeSql =
        """
        create temporary table large as
        select pg_temp.uuid_v7(timestamptz '2026-02-01') as id;

        insert into tenant_directory (id, slug, status, placement, country, created_at, updated_at, version)
        select id, 'bench-large', 'active', 'shared', 'VN', '2026-02-01', '2026-02-01', 1 from large;

        insert into organisations (
            tenant_id, name, country, time_zone, locales, default_locale, retention_months, suppression_k, venues_max,
            created_at, updated_at, version)
        select
            id, '{"en":"Large Network"}', 'VN', 'Asia/Ho_Chi_Minh', array['vi', 'en'], 'vi', 24, 5, 1000000, '2026-02-01', '2026-02-01', 1
        from large;

        insert into programmes (tenant_id, id, name, public_slug, policy, status, created_at, updated_at, version)
        select id, id, '{"en":"Safe Zones"}', 'bench-large', '{}', 'running', '2026-02-01', '2026-02-01', 1 from large;

        create temporary table large_areas as
        select l.id as tenant_id, n, gen_random_uuid() as id from large l cross join generate_series(0, 39) n;

        insert into areas (tenant_id, id, name, geometry, west, south, east, north, created_at, updated_at, version)
        select tenant_id, id, jsonb_build_object('en', 'Ward ' || n), '{}', 105, 21, 105.1, 21.1, '2026-02-01', '2026-02-01', 1
        from large_areas;

        insert into venues (
            tenant_id, id, name, search_text, search_bits, category, kind, country, area_id, time_zone, languages, offers, visibility,
            created_at, updated_at, version)
        select
            a.tenant_id, pg_temp.uuid_v7(timestamptz '2026-02-01' + k * interval '1 s'), jsonb_build_object('vi', 'Quán ' || k),
            'quan ' || k, repeat('01', 256)::bit(512), 'cafe', 'fixed', 'VN', a.id, 'Asia/Ho_Chi_Minh', array['vi'], array['quiet_room'],
            'public', '2026-01-01', '2026-01-01', 1
        from generate_series(1, 5000) k
        join large_areas a on a.n = k % 40;

        insert into partnerships (
            tenant_id, id, venue_id, programme_id, status, status_since, pledged_on, is_ready, lapse_forecast_on, next_check_on,
            created_at, updated_at, version)
        select
            v.tenant_id, v.id, v.id, v.tenant_id,
            case when v.k % 2 = 0 then 'active' else (enum_range(null::partnership_status))[1 + v.k % 12] end, '2026-02-01',
            '2026-02-01', v.k % 3 = 0, current_date + v.k % 365, current_date + v.k % 180, '2026-02-01', '2026-02-01', 3
        from (
            select v.*, (row_number() over (order by v.id))::integer as k
            from venues v
            join large l on l.id = v.tenant_id) v;

        insert into material_editions (tenant_id, id, kind, locale, size, edition, created_at)
        select id, id, 'window_decal', 'vi', 'A6', 1, '2026-02-01' from large;

        insert into decals (
            tenant_id, id, material_edition_id, serial, verify_code, state, state_since, partnership_id, created_at, updated_at, version)
        select
            r.tenant_id, r.id, r.tenant_id, row_number() over (order by r.id), r.id::text, 'recall_requested', '2026-02-01', r.id,
            '2026-02-01', '2026-02-01', 5
        from partnerships r
        join large l on l.id = r.tenant_id
        where r.status in ('suspended', 'lapsed', 'closed', 'withdrawn');

        insert into recalls (tenant_id, id, decal_id, partnership_id, reason, due_on, status, opened_at, updated_at)
        select
            d.tenant_id, d.id, d.id, d.partnership_id, 'suspended', current_date + 9,
            (enum_range(null::recall_status))[1 + d.serial % 5], '2026-02-01', '2026-02-01'
        from decals d
        join large l on l.id = d.tenant_id
        """;

    // One for each venue of the thousand organisations; $1 are their codes.
    private const string Decals =
        """
        with coded as (
            select r.tenant_id, r.id, c.n, c.code
            from (
                select r.tenant_id, r.id, row_number() over (order by r.tenant_id, r.id) as n
                from partnerships r
                join tenant_directory t on t.id = r.tenant_id and t.slug <> 'bench-large') r
            join unnest($1::text[]) with ordinality as c (code, n) using (n)),
        hung as (
            insert into decals (
                tenant_id, id, material_edition_id, serial, verify_code, state, state_since, partnership_id, created_at, updated_at,
                version)
            select tenant_id, id, tenant_id, n, code, 'displayed', '2026-01-01', id, '2026-01-01', '2026-01-01', 3 from coded
            returning tenant_id, id, verify_code)
        insert into decal_codes (code, organisation_id, decal_id)
        select verify_code, tenant_id, id from hung order by tenant_id, id
        """;
}
