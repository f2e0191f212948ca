using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Venues;

public sealed class ExportVenuesTests(SharedApi shared)
{
    private const string Path = "/v1/venues/export";
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Every_venue_is_a_line_under_the_names_that_the_API_gives_its_members()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var body = Organisation.VenueBody("Ví dụ", -33.5, -122.25);
        body["name"]!["vi"] = "Quán";
        body["address"] = new JsonObject { ["street"] = "1 \"Old\" Street, rear", ["locality"] = "Hà Nội" };
        body["offers"] = new JsonArray("water", "quiet_room");
        body["external_ids"] = new JsonObject { ["osm"] = "node/1" };
        var venue = (await coordinator.Post("/v1/venues", body)).Expect(HttpStatusCode.Created);
        await organisation.Venue("Second");

        var export = (await coordinator.Get(Path)).Expect(HttpStatusCode.OK);

        var lines = export.Text.Split("\r\n");
        Assert.Equal(4, lines.Length);
        Assert.Equal("", lines[3]);
        Assert.Equal(
            "id,name,name_by_language,category,kind,chain_id,address.street,address.locality,address.region,address.postal_code,"
            + "address.country,address.directions,point.latitude,point.longitude,area_id,time_zone,opening_hours,languages,offers,"
            + "staff_count.n,staff_count.managers,staff_count.as_of,staff_count.declared_by,visibility,external_ids,created_at,"
            + "updated_at,deleted_at,version",
            lines[0]);
        Assert.Equal(
            $"{venue.Id},Ví dụ,\"{{\"\"en\"\": \"\"Ví dụ\"\", \"\"vi\"\": \"\"Quán\"\"}}\",cafe,fixed,,\"1 \"\"Old\"\" Street, rear\",Hà Nội,,,VN,,"
            + $"-33.5,-122.25,,Asia/Ho_Chi_Minh,,,water;quiet_room,,,,,hidden,\"{{\"\"osm\"\": \"\"node/1\"\"}}\",{venue.Body["created_at"]},"
            + $"{venue.Body["updated_at"]},,1",
            lines[1]);
        Assert.Equal("text/csv; charset=utf-8; header=present", export.Headers["Content-Type"]);
        Assert.Equal($"attachment; filename=\"venues-{Organisation.Today:yyyy-MM-dd}.csv\"", export.Headers["Content-Disposition"]);
        Assert.Equal("no-store", export.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task An_export_is_narrowed_and_each_leaves_a_trace_of_who_took_what()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var area = await organisation.Area("Centre", 105.8, 21.0, 105.9, 21.1);
        var (inside, deleted) = (await organisation.Venue("Inside"), await organisation.Venue("Deleted"));
        await organisation.Venue("Outside", 30);
        (await coordinator.Delete($"/v1/venues/{deleted.Id}", deleted.ETag)).Expect(HttpStatusCode.NoContent);

        Assert.Equal(["Inside", "Outside"], Names(await coordinator.Get(Path)));
        Assert.Equal(["Inside"], Names(await coordinator.Get($"{Path}?area_id={area.Id}")));
        Assert.Equal(["Deleted"], Names(await coordinator.Get($"{Path}?status=deleted", ("X-Audit-Reason", "Yearly report"))));
        Assert.Empty(Names(await (await api.Organisation()).Owner.Get(Path)));
        var me = (await coordinator.Get("/v1/me")).Id;
        Assert.Equal(3L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and actor_id = $2 and action = 'export_venues' and 'address.street' = any(fields)",
            organisation.Id, me));
        Assert.Equal(1L, await api.Database.Look<long>(
            "select count(*) from audit_entries where tenant_id = $1 and action = 'export_venues' and reason = 'Yearly report'", organisation.Id));
        Assert.Equal(inside.Id.ToString(), (await coordinator.Get($"{Path}?area_id={area.Id}")).Text.Split("\r\n")[1].Split(',')[0]);
    }

    [Fact]
    public async Task No_text_is_taken_for_a_formula_unless_somebody_wants_it_as_it_is()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await organisation.Venue("=1+1");

        Assert.Equal(["'=1+1"], Names(await coordinator.Get(Path)));
        Assert.Equal(["=1+1"], Names(await coordinator.Get($"{Path}?escape=none")));
        Assert.Equal(["escape not_one_of"], (await coordinator.Get($"{Path}?escape=all")).Faults);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?bom=true");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", coordinator.Token);
        using var response = await api.Client.SendAsync(request);
        Assert.Equal([0xef, 0xbb, 0xbf, (byte)'i', (byte)'d'], (await response.Content.ReadAsByteArrayAsync())[..5]);
    }

    // Thirty million bytes are more than all the buffers between PostgreSQL and a client that has stopped reading.
    [Fact]
    public async Task A_long_export_is_sent_while_it_is_read_waits_for_a_slow_client_and_breaks_off_where_it_cannot_go_on()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await api.Database.Look<int>(
            """
            insert into venues (
                tenant_id, id, name, search_text, search_bits, category, kind, country, directions, time_zone, languages, offers,
                visibility, hidden_at, created_at, updated_at, version)
            select $1, gen_random_uuid(), '{"en":"Long"}', 'long', repeat('0', 512)::bit(512), 'cafe', 'fixed', 'VN', repeat('x', 1500),
                'Asia/Ho_Chi_Minh', '{}', '{}', 'hidden', now(), now(), now(), 1
            from generate_series(1, 20000)
            """,
            organisation.Id);

        using (var slow = await Begin(coordinator))
        {
            await SendingBackend();
            // Longer than any other statement may take.
            await Task.Delay(TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(await slow.Content.ReadAsStreamAsync());
            var lines = 0;
            while (await reader.ReadLineAsync() is not null)
            {
                lines++;
            }

            Assert.Equal(20_001, lines);
        }

        using var broken = await Begin(coordinator);
        Assert.True(await api.Database.Look<bool>("select pg_terminate_backend($1)", await SendingBackend()));

        Assert.Equal(HttpStatusCode.OK, broken.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => broken.Content.ReadAsStringAsync());
    }

    // The headers and the first bytes have come; then nobody reads.
    private async Task<HttpResponseMessage> Begin(Actor actor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", actor.Token);
        return (await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
    }

    // PostgreSQL itself waits until somebody takes more: the last row has not been read, let alone kept.
    private async Task<int> SendingBackend()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await api.Database.Look<int>(
                "select pid from pg_stat_activity where datname = current_database() and state = 'active' and wait_event = 'ClientWrite'") is > 0 and var pid)
            {
                return pid;
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException("Nothing waits for the client.");
    }

    private static List<string> Names(Answer export) => [.. export.Expect(HttpStatusCode.OK).Text.Split("\r\n")
        .Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[1])];
}
