using System.Net;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Commands;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Tests.World;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Tests.Commands;

public sealed class DemonstrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("safezones-demonstration-").FullName;

    [Fact]
    public async Task The_demonstration_shows_a_venue_in_every_state_and_made_again_it_adds_nothing()
    {
        await using var database = await PostgresCluster.NewDatabase();

        await Demonstrate(database);
        var first = await Shown(database);
        await Demonstrate(database);

        Assert.Equal(first, await Shown(database));
        Assert.Equal(
            Enum.GetValues<PartnershipStatus>().Select(status => ApiJson.Word(status)).Order(StringComparer.Ordinal),
            await database.Lines("select distinct status::text from partnerships order by 1"));
        Assert.Equal(
            ["cancelled", "confirmed", "planned"], await database.Lines("select distinct status::text from training_sessions order by 1"));
        Assert.Equal(
            ["allocated 0", "displayed true", "in_stock true", "stolen true"],
            await database.Lines(
                """
                select 'allocated ' || count(*) filter (where state = 'allocated') from decals
                union all select 'displayed ' || (count(*) filter (where state = 'displayed') > 5) from decals
                union all select 'in_stock ' || (count(*) filter (where state = 'in_stock') > 5) from decals
                union all select 'stolen ' || (count(*) filter (where state = 'stolen') = 1) from decals
                """));
        Assert.Equal(826L, await database.Look<long>(
            """
            select count(*) from venue_external_ids x join tenant_directory d on d.id = x.tenant_id
            where x.source = 'osm' and d.slug = 'demo-hanoi'
            """));
    }

    [Fact]
    public async Task The_clock_of_a_demonstration_is_moved_while_it_runs_and_everything_goes_by_it()
    {
        var (clockFile, today) = (Path.Combine(folder, "days-ahead"), DateTimeOffset.UtcNow);
        await File.WriteAllTextAsync(clockFile, "20\n");
        await using var database = await PostgresCluster.NewDatabase();
        await using var later = await RunningApi.Start(
            database, ["--SafeZones:PublicUrl=http://127.0.0.1"], new FakeTimeProvider(today.AddDays(20)));
        var organisation = await later.Organisation();
        var venue = (await organisation.Willing()).Body["venue_id"];
        using var api = await ApiProcess.Start(
            database, ("SafeZones__PublicUrl", "http://127.0.0.1"), ("SafeZones__DemonstrationClock", clockFile));
        var owner = new Actor(api.Client, organisation.Owner.Token);
        var record = new
        {
            VenueId = venue, Headcount = 9, StaffRole = "staff", CompletedOn = $"{Organisation.Today.AddDays(20):yyyy-MM-dd}", Result = "attended",
        };

        (await owner.Post("/v1/training-records", record)).Expect(HttpStatusCode.Created);
        await File.WriteAllTextAsync(clockFile, "21\n");
        await Task.Delay(TimeSpan.FromSeconds(1));

        // The token was good for an hour of the day before.
        Assert.Equal("invalid_token", (await owner.Get("/v1/venues")).Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task Demonstrate(TestDatabase database)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ProgramCommands.Run(
            [
                "demo", "--data", Path.Combine(PostgresCluster.Repository, "infra/demo"),
                "--environment-file", Path.Combine(folder, "demo.env"), .. RunningApi.SettingsOf(database),
            ],
            output, error);
        Assert.Equal((0, ""), (code, error.ToString()));
    }

    private static async Task<string> Shown(TestDatabase database) => string.Join(' ', await database.Lines(
        """
        select count(*)::text from venues union all select count(*)::text from members union all select count(*)::text from partnerships
        union all select count(*)::text from partnership_moves union all select count(*)::text from decals
        union all select count(*)::text from training_records union all select count(*)::text from interventions
        """));
}
