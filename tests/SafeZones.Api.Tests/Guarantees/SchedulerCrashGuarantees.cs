using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>
/// However often the system is killed while it looks at what is due, it comes to what it would have come to, and does nothing
/// twice. Killed 6 times; SAFEZONES_SCHEDULER_KILLS=200 is the release's bar.
/// </summary>
public sealed class SchedulerCrashGuarantees : IAsyncLifetime
{
    // More than one killed pass gets done.
    private const int DuePerKill = 150;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly int Kills =
        int.Parse(Environment.GetEnvironmentVariable("SAFEZONES_SCHEDULER_KILLS") ?? "6", CultureInfo.InvariantCulture);

    private TestDatabase undisturbed = null!;
    private TestDatabase disturbed = null!;

    public async ValueTask InitializeAsync()
    {
        // Twins: the same facts of the same day.
        var today = Organisation.Today;
        undisturbed = await Network(today);
        disturbed = await Network(today);
    }

    public async ValueTask DisposeAsync()
    {
        await undisturbed.DisposeAsync();
        await disturbed.DisposeAsync();
    }

    [Fact]
    public async Task A_system_that_is_killed_again_and_again_comes_to_the_same_and_does_nothing_twice()
    {
        await using (var api = await RunningApi.Start(undisturbed))
        {
            Assert.Equal(
                Kills * DuePerKill, await api.Services.GetRequiredService<PartnershipScheduler>().Pass(CancellationToken.None));
        }

        using (var api = await ApiProcess.Start(disturbed, ("SafeZones__SchedulerSeconds", "1")))
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await ItIsAtIt();
                await Task.Delay(Random.Shared.Next(80));
                api.Kill();
                Assert.True(await Due() > 0, $"Everything was done before kill {kill + 1}: nothing was cut off.");
                await api.StartAgain();
            }

            await Until(async () => await Due() == 0);
        }

        var outcome = await undisturbed.Lines(Outcome);
        Assert.Equal(Kills * DuePerKill, outcome.Count);
        Assert.Equal(8, outcome.Select(line => line[line.IndexOf(' ', StringComparison.Ordinal)..]).Distinct().Count());
        Assert.Equal(outcome, await disturbed.Lines(Outcome));
    }

    private async Task ItIsAtIt()
    {
        var before = await Due();
        await Until(async () => await Due() < before);
    }

    private Task<long> Due() => disturbed.Look<long>("select count(*) from partnerships where due_at <= now()");

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var began = Stopwatch.StartNew(); !await holds(); await Task.Delay(5))
        {
            Assert.True(began.Elapsed < Patience, "The system did not get to work.");
        }
    }

    private static async Task<TestDatabase> Network(DateOnly today)
    {
        var database = await PostgresCluster.NewDatabase();
        await using var api = await RunningApi.Start(database);
        var organisation = await api.Organisation();
        await organisation.Programme();
        await database.Look<object>(Facts(organisation.Id, today.ToString("yyyy-MM-dd", null)));
        return database;
    }

    // What became of each, without ids and instants; a change that was made twice would show in a version or a count.
    private const string Outcome =
        """
        select concat_ws(' ', v.street, r.status, r.version, r.is_ready, r.lapse_forecast_on, r.next_check_on,
            (select string_agg(concat_ws(':', m.actor, m.action, m.from_status, m.to_status), ',' order by m.action)
             from partnership_moves m
             where m.partnership_id = r.id),
            (select string_agg(concat_ws(':', d.state, d.version), ',' order by d.serial) from decals d where d.partnership_id = r.id),
            (select string_agg(concat_ws(':', k.status, k.reason), ',' order by k.status, k.reason)
             from recalls k
             where k.partnership_id = r.id),
            (select string_agg(e.action, ',' order by e.action) from audit_entries e where e.entity_id = r.id))
        from partnerships r
        join venues v on v.id = r.venue_id
        order by v.street::int
        """;

    // Eight kinds of things that are due, in turn.
    private static string Facts(Guid organisationId, string today) =>
        $$"""
        create temporary table seeded as
        select n, k.*, md5('venue ' || n)::uuid as venue_id, md5('partnership ' || n)::uuid as id
        from generate_series(1, {{Kills * DuePerKill}}) n
        join (values
            (0, 'active', 100, false, true, 'displayed', null, null),              -- lapses
            (1, 'active', 100, true, true, 'displayed', null, null),               -- lapses, and is called back at once
            (2, 'lapsed', 20, false, false, 'recall_requested', 'open', 10),       -- is repaired
            (3, 'lapsed', 100, false, true, 'issued', null, null),                 -- its second grace is over
            (4, 'suspended', 12, false, false, 'recall_requested', 'open', 3),     -- is reminded
            (5, 'withdrawn', 40, false, false, 'recall_requested', 'reminded', -9),-- is overdue
            (6, 'active', 100, false, false, 'displayed', null, null),             -- stays
            (7, 'pledged', 100, false, false, null, null, null)                    -- is ready
        ) as k (kind, status, days, has_no_grace, is_broken, decal, recall, due_in) on k.kind = n % 8;

        update programmes
        set policy = policy || '{"training_threshold":0.5,"grace_days":30,"second_grace_days":30}'
        where tenant_id = '{{organisationId}}';

        insert into programmes (
            tenant_id, id, name, public_slug, policy, status, created_at, updated_at, version)
        select tenant_id, md5('no grace')::uuid, name, 'no-grace', policy || '{"grace_days":0,"second_grace_days":0}', status,
            created_at, updated_at, version
        from programmes
        where tenant_id = '{{organisationId}}';

        insert into pledge_texts (tenant_id, id, programme_id, version, body, required_from, published_at)
        select tenant_id, id, id, 1, '{"en":"We help."}', '2026-01-01', now() from programmes where tenant_id = '{{organisationId}}';

        insert into venues (
            tenant_id, id, name, search_text, search_bits, category, kind, street, country, latitude, longitude, time_zone, languages,
            offers, visibility, created_at, updated_at, version)
        select '{{organisationId}}', venue_id, jsonb_build_object('en', 'Place ' || n), 'place', repeat('0', 512)::bit(512), 'cafe', 'fixed', n::text,
            'VN', 21.03, 105.85, 'Asia/Ho_Chi_Minh', array['vi'], array['quiet_room'], 'public', date '{{today}}' - 130, date '{{today}}' - 130, 1
        from seeded;

        insert into venue_contacts (
            tenant_id, id, venue_id, role, channel, locale, safe_to_text, created_at, updated_at, version)
        select '{{organisationId}}', venue_id, venue_id, 'focal_point', 'paper', 'vi', false, date '{{today}}' - 130, date '{{today}}' - 130, 1 from seeded;

        insert into staff_counts (tenant_id, id, venue_id, total, managers, as_of)
        select '{{organisationId}}', md5('twelve ' || n)::uuid, venue_id, 12, 2, date '{{today}}' - 120 from seeded;

        insert into staff_counts (tenant_id, id, venue_id, total, managers, as_of)
        select '{{organisationId}}', md5('forty ' || n)::uuid, venue_id, 40, 2, date '{{today}}' - 60 from seeded where is_broken;

        insert into training_records (
            tenant_id, id, venue_id, headcount, are_others, staff_role, completed_on, result, recorded_at)
        select '{{organisationId}}', venue_id, venue_id, 8, false, 'staff', date '{{today}}' - 110, 'attended', date '{{today}}' - 110 from seeded;

        insert into partnerships (
            tenant_id, id, venue_id, programme_id, status, status_since, pledged_on, due_at, created_at, updated_at, version)
        select '{{organisationId}}', s.id, s.venue_id, p.id, s.status::partnership_status, date '{{today}}' - s.days, date '{{today}}' - 120,
            now() - interval '1 hour' + s.n * interval '1 ms', date '{{today}}' - 130, date '{{today}}' - s.days, 5
        from seeded s
        join programmes p on p.tenant_id = '{{organisationId}}' and (p.public_slug = 'no-grace') = s.has_no_grace;

        insert into pledge_acceptances (
            tenant_id, id, partnership_id, version, locale, accepted_on, method, signatory_role, recorded_at)
        select '{{organisationId}}', id, id, 1, 'vi', date '{{today}}' - 120, 'paper', 'owner', date '{{today}}' - 120 from seeded;

        insert into material_editions (tenant_id, id, kind, locale, size, edition, created_at)
        values ('{{organisationId}}', '{{organisationId}}', 'window_decal', 'vi', 'A6', 1, now());

        insert into decals (
            tenant_id, id, material_edition_id, serial, verify_code, state, state_since, partnership_id, created_at, updated_at, version)
        select '{{organisationId}}', id, '{{organisationId}}', n, 'none ' || n, decal::decal_state, date '{{today}}' - 90, id, date '{{today}}' - 90, date '{{today}}' - 90, 4
        from seeded
        where decal is not null;

        insert into recalls (tenant_id, id, decal_id, partnership_id, reason, due_on, status, opened_at, updated_at)
        select '{{organisationId}}', id, id, id, status, date '{{today}}' + due_in, recall::recall_status, date '{{today}}' - 20, date '{{today}}' - 20
        from seeded
        where recall is not null;

        analyze
        """;
}
