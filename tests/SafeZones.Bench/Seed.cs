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
        order by v.number
        """;
}
