using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.PublicAnswers;

/// <summary>Whoever holds a copy of the directory hears of every change that it shows, and of nothing else.</summary>
public sealed class ListSafeZoneChangesTests : IAsyncLifetime
{
    private static readonly (string Name, string Value) Reason = ("X-Audit-Reason", "A test");

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.Start(clock: clock, renewsTokens: true);

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await api.Database.DisposeAsync();
    }

    [Fact]
    public async Task However_a_listing_ends_the_holder_of_a_copy_is_told_that_and_not_why()
    {
        var ways = new Dictionary<string, Func<PublicDirectoryWorld, Answer, Task>>
        {
            ["paused"] = (directory, partnership) => Move(directory, partnership, "pause", Until(9)),
            ["suspended"] = (directory, partnership) => Move(directory, partnership, "suspension", new { Reason = "refused_help" }),
            ["closed"] = (directory, partnership) => Move(directory, partnership, "closure", new { Reason = "closed_down" }),
            ["withdrawn"] = (directory, partnership) => Move(directory, partnership, "withdrawal", new { Evidence = "folder 3" }),
            ["hidden"] = (directory, partnership) => directory.PatchVenue(partnership, new { Visibility = "hidden" }),
            ["for the hotline only"] = (directory, partnership) => directory.PatchVenue(partnership, new { Visibility = "hotline_only" }),
            ["closed and deleted"] = async (directory, partnership) =>
            {
                await Move(directory, partnership, "closure", new { Reason = "closed_down" });
                (await directory.Organisation.Owner.Delete($"/v1/venues/{partnership.Body["venue_id"]}", "*")).Expect(HttpStatusCode.NoContent);
            },
            ["programme sunset"] = (directory, _) => MoveProgramme(directory, "sunset"),
            ["programme ended"] = async (directory, _) =>
            {
                await MoveProgramme(directory, "sunset");
                await MoveProgramme(directory, "end");
            },
            ["organisation suspended"] = (directory, _) => MoveOrganisation(directory, "suspension"),
            ["position cleared, and lapsed for that"] = async (directory, partnership) =>
            {
                await directory.PatchVenue(partnership, new { Point = (object?)null });
                await Pass();
                clock.Advance(TimeSpan.FromDays(32));
                await Pass();
            },
            ["staff left untrained, and lapsed for that"] = async (directory, partnership) =>
            {
                await directory.Organisation.DeclareStaff(partnership, 40);
                await Pass();
                clock.Advance(TimeSpan.FromDays(32));
                await Pass();
            },
        };
        foreach (var (way, end) in ways)
        {
            var directory = await PublicDirectoryWorld.Create(api);
            var partnership = await directory.Partnership();
            var id = await directory.PublicId(partnership);
            var since = Later();

            await end(directory, partnership);

            Later();
            Assert.True((await directory.List()).Data.Count == 0, way);
            var changes = (await Changes(directory, since)).Expect(HttpStatusCode.OK);
            Assert.True(changes.Data.Count == 1, $"{way}: {changes}");
            Assert.Equal($$"""{"id":"{{id}}","is_listed":false}""", changes.Data[0].ToJsonString());
            Assert.Equal(changes.Data[0].ToJsonString(), Assert.Single((await directory.Get("changes")).Data).ToJsonString());
            Assert.Empty((await Changes(directory, Later())).Data);
        }
    }

    [Fact]
    public async Task Whatever_comes_back_or_is_shown_differently_comes_whole()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        var partnership = await directory.Partnership(new { Address = new { Street = "12 Shown Street" } });
        var id = await directory.PublicId(partnership);
        await Move(directory, partnership, "pause", Until(9));
        await Told(() => Move(directory, partnership, "resumption", null), venue => Assert.Equal("Test Café", (string?)venue["name"]!["en"]));
        await Told(
            () => directory.PatchVenue(partnership, new { Visibility = "approximate" }),
            venue => Assert.Equal((true, null), ((bool)venue["is_approximate"]!, (string?)venue["street"])));
        await Told(() => directory.PatchVenue(partnership, new { Point = (object?)null }), venue => Assert.Null(venue["latitude"]));
        await MoveOrganisation(directory, "suspension");
        await Told(() => MoveOrganisation(directory, "resumption"), venue => Assert.NotNull(venue["category"]));
        await MoveProgramme(directory, "sunset");
        await Told(() => MoveProgramme(directory, "resumption"), venue => Assert.NotNull(venue["category"]));

        async Task Told(Func<Task> act, Action<JsonNode> check)
        {
            var since = Later();
            await act();
            var change = Assert.Single((await Changes(directory, since)).Data);
            Assert.Equal((id, true), (change["id"]!.GetValue<Guid>(), (bool)change["is_listed"]!));
            Assert.Equal((await directory.List()).Data[0].ToJsonString(), change["venue"]!.ToJsonString());
            check(change["venue"]!);
        }
    }

    [Fact]
    public async Task What_the_public_was_never_shown_is_no_news_whatever_becomes_of_it()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        await directory.Organisation.Prospect();
        await directory.Organisation.Pledged();
        var hidden = await directory.Organisation.Pledged();
        await directory.PatchVenue(hidden, new { Visibility = "hidden" });
        (await directory.Organisation.Train(hidden, 8)).Expect(HttpStatusCode.Created);
        await Move(directory, hidden, "activation", null);
        await Move(directory, hidden, "suspension", new { Reason = "legal" });
        Assert.Empty((await directory.Get("changes")).Expect(HttpStatusCode.OK).Data);

        // Nor is what becomes of one that was shown once, after it was taken out.
        var left = await directory.Partnership();
        await directory.PatchVenue(left, new { Visibility = "hidden" });
        var since = Later();
        await Move(directory, left, "suspension", new { Reason = "legal" });
        await Move(directory, left, "removal", new { Evidence = "folder 3" });
        await directory.PatchVenue(left, new { Visibility = "hotline_only" });
        Assert.Empty((await Changes(directory, since)).Data);
    }

    [Fact]
    public async Task Pages_hold_each_change_once_and_the_last_one_says_where_to_begin_next()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        var ids = new HashSet<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await directory.Zone());
        }

        var pages = new List<Answer> { (await directory.Get("changes?limit=2")).Expect(HttpStatusCode.OK) };
        while ((string?)pages[^1].Body["page"]!["next_cursor"] is { } cursor)
        {
            Assert.Null(pages[^1].Body["next_updated_since"]);
            pages.Add((await directory.Get($"changes?limit=2&cursor={cursor}")).Expect(HttpStatusCode.OK));
        }

        Assert.Equal([2, 2, 1], pages.Select(page => page.Data.Count));
        Assert.Equal(ids, pages.SelectMany(page => page.Data).Select(change => change["id"]!.GetValue<Guid>()).ToHashSet());

        // What is younger than a minute may have company that is still on its way: it is told again.
        var next = (string)pages[^1].Body["next_updated_since"]!;
        Assert.Equal(5, (await directory.Get($"changes?updated_since={next}")).Data.Count);
        clock.Advance(TimeSpan.FromMinutes(2));
        var settled = (string)(await directory.Get("changes")).Body["next_updated_since"]!;
        var nothing = await directory.Get($"changes?updated_since={settled}");
        Assert.Empty(nothing.Data);
        Assert.Equal(settled, (string?)nothing.Body["next_updated_since"]);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.NotModified, (await directory.Get($"changes?updated_since={settled}", ("If-None-Match", nothing.ETag!))).Status);
        Assert.Equal("invalid_cursor", (await directory.Get("changes?cursor=abc")).Code);
        Assert.Equal("not_found", (await api.Stranger.Get("/v1/public/programmes/no-such-programme/changes")).Code);
    }

    [Fact]
    public async Task A_change_that_commits_after_the_question_and_was_stamped_before_it_is_told_the_next_time()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        var partnership = await directory.Partnership();
        clock.Advance(TimeSpan.FromHours(1));
        var stamped = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(20));
        var next = (string)(await directory.Get("changes")).Body["next_updated_since"]!;

        await api.Database.Look<object>(
            "update venues set visibility = 'hidden', hidden_at = $2, updated_at = $2 where id = $1", partnership.Body["venue_id"]!.GetValue<Guid>(), stamped);

        Assert.False((bool)Assert.Single((await directory.Get($"changes?updated_since={next}")).Data)["is_listed"]!);
    }

    private static Task<Answer> Changes(PublicDirectoryWorld directory, DateTimeOffset since) =>
        directory.Get($"changes?updated_since={since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}");

    private static async Task Move(PublicDirectoryWorld directory, Answer partnership, string path, object? body) =>
        (await directory.Organisation.Move(partnership, path, body, path == "removal" ? directory.Organisation.Owner : null)).Expect(HttpStatusCode.OK);

    private static async Task MoveProgramme(PublicDirectoryWorld directory, string path) =>
        (await directory.Organisation.Owner.Post($"/v1/programmes/{await Programme(directory)}/{path}", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);

    private static async Task<Guid> Programme(PublicDirectoryWorld directory) =>
        (await directory.Organisation.Owner.Get("/v1/programmes")).Data[0]["id"]!.GetValue<Guid>();

    private async Task MoveOrganisation(PublicDirectoryWorld directory, string path) =>
        (await (await api.Operator()).Post($"/v1/admin/organisations/{directory.Organisation.Id}/{path}", null, ("If-Match", "*"), Reason))
            .Expect(HttpStatusCode.OK);

    private object Until(int days) => new { PausedUntil = DateOnly.FromDateTime(clock.GetUtcNow().AddDays(days).Date).ToString("yyyy-MM-dd", null) };

    // The clock of a test stands still unless it is moved.
    private DateTimeOffset Later()
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        var now = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(1));
        return now;
    }

    private Task<int?> Pass() => api.Services.GetRequiredService<PartnershipScheduler>().Pass(CancellationToken.None);
}
