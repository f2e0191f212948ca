namespace SafeZones.Bench;

/// <summary>
/// 10,000 organisations with 50 venues each that are safe zones, with the facts that a review reads; one partnership in a
/// hundred is in bench_due, and the staff of one in five of those has grown beyond what was trained.
/// </summary>
internal static class SchedulerSeed
{
    public const int Organisations = 10_000;
    public const int Partnerships = 500_000;

    /// <summary>To tidy it puts everything back to where it was before a pass.</summary>
    public static Filling Filling { get; } = new(
        "safezones_bench_scheduler", "10,000 organisations with 50 partnerships each (this takes minutes)", Sql,
        [
            MakeDue, "delete from partnership_moves where action = 'lapse'", "truncate audit_entries",
            "vacuum analyze partnerships, partnership_moves",
        ]);

    private const string MakeDue =
        """
        update partnerships r
        set status = 'active', status_since = '2026-03-01', due_at = now()
        from bench_due b
        where r.tenant_id = b.tenant_id and r.id = b.id
        """;

    // Keys are not held against each other row by row: everything comes from the same few tables.
    private const string Sql =
        """
        set session_replication_role = replica;

        create temporary table seeded as
        select n, gen_random_uuid() as tenant_id from generate_series(1, 10000) n;

        create temporary table seeded_venues as
        select s.n, k, s.tenant_id, gen_random_uuid() as id, k = 50 and s.n % 2 = 0 as is_due, k = 50 and s.n % 10 = 0 as is_broken
        from seeded s cross join generate_series(1, 50) k;

        insert into tenant_directory (id, slug, status, placement, country, created_at, updated_at, version)
        select tenant_id, 'bench-' || n, 'active', 'shared', 'VN', '2026-01-01', '2026-01-01', 1 from seeded;

        insert into organisations (
            tenant_id, name, country, time_zone, locales, default_locale, retention_months, suppression_k, venues_max,
            created_at, updated_at, version)
        select
            tenant_id, jsonb_build_object('en', 'Network ' || n), 'VN', 'Asia/Ho_Chi_Minh', array['vi', 'en'], 'vi', 24, 5,
            1000000, '2026-01-01', '2026-01-01', 1
        from seeded;

        insert into programmes (tenant_id, id, name, public_slug, policy, status, created_at, updated_at, version)
        select
            tenant_id, tenant_id, '{"en":"Safe Zones"}', 'bench-' || n,
            '{"training_threshold":0.5,"training_validity_months":60,"check_interval_days":730,"grace_days":30,"second_grace_days":30}',
            'running', '2026-01-01', '2026-01-01', 1
        from seeded;

        insert into pledge_texts (tenant_id, id, programme_id, version, body, required_from, published_at)
        select tenant_id, tenant_id, tenant_id, 1, '{"en":"We help."}', '2026-01-01', '2026-01-01' from seeded;

        insert into venues (
            tenant_id, id, name, search_text, search_bits, category, kind, country, latitude, longitude, time_zone, languages, offers,
            visibility, created_at, updated_at, version)
        select
            tenant_id, id, jsonb_build_object('vi', 'Quán ' || k), 'quan ' || k, repeat('01', 256)::bit(512), 'cafe', 'fixed', 'VN',
            21.03, 105.85, 'Asia/Ho_Chi_Minh', array['vi'], array['quiet_room'], 'public', '2026-01-01', '2026-01-01', 1
        from seeded_venues;

        insert into venue_contacts (
            tenant_id, id, venue_id, role, channel, locale, safe_to_text, created_at, updated_at, version)
        select tenant_id, id, id, 'focal_point', 'paper', 'vi', false, '2026-01-01', '2026-01-01', 1 from seeded_venues;

        insert into staff_counts (tenant_id, id, venue_id, total, managers, as_of)
        select tenant_id, id, id, case when is_broken then 40 else 12 end, 2, '2026-04-01' from seeded_venues;

        insert into training_records (
            tenant_id, id, venue_id, headcount, are_others, staff_role, completed_on, result, recorded_at)
        select tenant_id, id, id, 8, false, 'staff', '2026-02-01', 'attended', '2026-02-01' from seeded_venues;

        insert into partnerships (
            tenant_id, id, venue_id, programme_id, status, status_since, pledged_on, created_at, updated_at, version)
        select tenant_id, id, id, tenant_id, 'active', '2026-03-01', '2026-02-01', '2026-01-01', '2026-03-01', 3 from seeded_venues;

        insert into partnership_moves (tenant_id, id, partnership_id, at, action, from_status, to_status, actor)
        select tenant_id, id, id, '2026-03-01', 'activate', 'pledged', 'active', 'coordinator' from seeded_venues;

        insert into pledge_acceptances (
            tenant_id, id, partnership_id, version, locale, accepted_on, method, signatory_role, recorded_at)
        select tenant_id, id, id, 1, 'vi', '2026-02-01', 'paper', 'owner', '2026-02-01' from seeded_venues;

        create table bench_due as
        select tenant_id, id, is_broken from seeded_venues where is_due
        """;
}
