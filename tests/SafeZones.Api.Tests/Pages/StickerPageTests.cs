using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using SafeZones.Api.Pages;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Tests.World;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Tests.Pages;

/// <summary>The page that the code in a window leads to.</summary>
public sealed class StickerPageTests(SharedApi shared)
{
    private const int BytesMax = 5 * 1024;

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task It_says_in_each_language_what_the_sticker_is_worth_at_each_moment()
    {
        var world = await StickerWorld.Create(api);
        var (partnership, code) = await world.Sticker();

        await Says("verified", HttpStatusCode.OK);
        (await world.Organisation.Move(partnership, "pause", new { PausedUntil = Organisation.Today.AddDays(9).ToString("yyyy-MM-dd", null) }))
            .Expect(HttpStatusCode.OK);
        await Says("not_verified", HttpStatusCode.OK);
        (await world.Organisation.Move(partnership, "suspension", new { Reason = "refused_help" })).Expect(HttpStatusCode.OK);
        await Says("recalled", HttpStatusCode.OK);
        code = DecalCode.Of([9, 9, 9, 9, 9, 9, 9, 9]);
        await Says("unknown", HttpStatusCode.NotFound);

        async Task Says(string state, HttpStatusCode status)
        {
            foreach (var texts in PageSentences.ByLanguage.Values)
            {
                var page = (await world.Page(code, ("Accept-Language", texts.Language))).Expect(status);
                Assert.Equal(texts[$"{state}_title"], StickerWorld.Headline(page));
                Assert.Contains(texts[state], WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
                Assert.Contains($"<html lang=\"{texts.Language}\" dir=\"{(texts.Language == "ar" ? "rtl" : "ltr")}\">", page.Text, StringComparison.Ordinal);
                Assert.Equal((texts.Language, "text/html; charset=utf-8"), (page.Headers["Content-Language"], page.Headers["Content-Type"]));
                var isKnown = state != "unknown";
                Assert.Equal(isKnown, WebUtility.HtmlDecode(page.Text).Contains($"href=\"tel:{StickerWorld.Hotline}\"", StringComparison.Ordinal));
                Assert.Equal(isKnown, page.Text.Contains("Safe Zones", StringComparison.Ordinal));
                Assert.Equal(isKnown, page.Text.Contains("<bdi>Angela</bdi>", StringComparison.Ordinal));
                Assert.Equal(state == "verified", page.Text.Contains("Test Café", StringComparison.Ordinal));
            }
        }
    }

    // The sticker's page, its code and the directory obey one rule.
    [Fact]
    public async Task A_venue_that_is_suspended_is_gone_from_its_page_and_from_the_others_at_once()
    {
        var world = await StickerWorld.Create(api);
        var (_, elsewhere) = await world.Sticker();
        var (partnership, code) = await world.Sticker(new { Name = new { en = "Gone Bar" }, OpeningHours = "24/7" });
        Assert.Equal(["Gone Bar"], StickerWorld.Places(await world.Page(elsewhere)));

        (await world.Organisation.Move(partnership, "suspension", new { Reason = "refused_help" })).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain("Gone Bar", (await world.Page(elsewhere)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Gone Bar", (await world.Page(code)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switch_wins_over_what_the_browser_likes_and_knows_our_languages_only()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker();

        Assert.Equal("fil", (await world.Page($"{code}?lang=fil", ("Accept-Language", "ar"))).Headers["Content-Language"]);
        Assert.Equal("ar", (await world.Page($"{code}?lang=xx", ("Accept-Language", "ar"))).Headers["Content-Language"]);
        // What a scanner or a messenger appends does not lock anybody out.
        var page = (await world.Page($"{code}?fbclid=%22%3E&lang=fr&lang=es", ("Accept-Language", "tl-PH"))).Expect(HttpStatusCode.OK);
        Assert.Equal("fil", page.Headers["Content-Language"]);
        Assert.Equal(ProblemTexts.Languages, Regex.Matches(page.Text, "<a href=\"\\?lang=(\\w+)\"").Select(match => match.Groups[1].Value));
        Assert.Equal("fil", Regex.Match(page.Text, "hreflang=\"(\\w+)\" aria-current=\"true\"").Groups[1].Value);
    }

    [Fact]
    public async Task A_codeword_is_told_only_where_the_programme_publishes_it_and_runs()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker();

        Assert.Contains("Angela", (await world.Page(code)).Text, StringComparison.Ordinal);
        await world.PatchProgramme(new { CodewordIsPublic = false });
        Assert.DoesNotContain("Angela", (await world.Page(code)).Text, StringComparison.Ordinal);
        await world.PatchProgramme(new { CodewordIsPublic = true, Hotline = (string?)null });
        (await world.Organisation.Owner.Post($"/v1/programmes/{await world.Organisation.Programme()}/sunset", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        var after = await world.Page(code);
        Assert.Equal("Not verified at the moment", StickerWorld.Headline(after));
        Assert.DoesNotContain("Angela", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("tel:", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_vouches_for_the_stickers_of_an_organisation_that_the_platform_has_suspended()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker();
        await world.Open("Another Place", 300);

        (await (await api.Operator()).Post($"/v1/admin/organisations/{world.Organisation.Id}/suspension", null,
            ("If-Match", "*"), ("X-Audit-Reason", "A test"))).Expect(HttpStatusCode.OK);

        var page = (await world.Page(code)).Expect(HttpStatusCode.OK);
        Assert.Equal("Not verified at the moment", StickerWorld.Headline(page));
        Assert.Empty(StickerWorld.Places(page));
        Assert.All(["tel:", "Angela", "Test Café", "Test Network"], word => Assert.DoesNotContain(word, page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_wears_the_organisations_name_and_colour_and_stays_on_where_the_organisation_hosts_its_own_pages()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker();
        (await world.Organisation.Owner.Patch(
            "/v1/organisation", new { Settings = new { BrandColour = "#7a1f6b", HostedPages = false } }, "*")).Expect(HttpStatusCode.OK);
        (await world.Organisation.Owner.Put("/v1/organisation/logo", new { SafeZones.Api.Features.Organisations.Logo.Example.Svg }, ("If-Match", "*")))
            .Expect(HttpStatusCode.OK);

        var page = (await world.Page(code)).Expect(HttpStatusCode.OK);

        Assert.Contains("From: <strong><bdi>Test Network</bdi></strong>", page.Text, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"theme-color\" content=\"#7a1f6b\">", page.Text, StringComparison.Ordinal);
        Assert.Matches("style-src 'sha256-[\\w+/=]{44}' 'sha256-[\\w+/=]{44}'; script-src", page.Headers["Content-Security-Policy"]);
        // A phone in a bad place pays for each byte of a picture.
        Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal);
        // What it is worth keeps its own colour.
        Assert.Contains("<h1 class=\"verified\">", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_does_not_exist_one_that_was_mistyped_and_one_that_was_never_issued_get_the_same_bytes()
    {
        var world = await StickerWorld.Create(api);
        var never = StickerWorld.Code(await world.Organisation.Allocated(await world.Place()));
        var pages = new List<Answer>();
        foreach (var code in new[] { DecalCode.Of([9, 9, 9, 9, 9, 9, 9, 9]), never, never[..^1] + (never[^1] == '0' ? '1' : '0'), "hello", "%F0%9F%98%80", new string('a', 300) })
        {
            pages.Add((await world.Page(code)).Expect(HttpStatusCode.NotFound));
            pages.Add((await world.Near(code, 21.03, 105.85)).Expect(HttpStatusCode.NotFound));
        }

        Assert.Single(pages.Select(page => page.Text).Distinct());
        Assert.Single(pages.Select(page => string.Join('\n', page.Headers.Where(header => header.Key != "Date").OrderBy(header => header.Key))).Distinct());
    }

    [Fact]
    public async Task A_code_is_understood_as_people_type_it()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker();

        foreach (var typed in new[] { code.ToLowerInvariant(), $"{code[..4]}-{code[4..8]} {code[8..]}", code.Replace('0', 'o').Replace('1', 'L') })
        {
            (await world.Page(Uri.EscapeDataString(typed))).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task The_three_nearest_that_are_open_are_named_and_those_of_unknown_hours_last()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker(new { OpeningHours = "24/7" });
        await world.Open("Far", 5_200);
        await world.Open("Near", 300);
        await world.Open("Closed", 100, "off");
        await world.Open("Unsaid", 200, null);
        await world.Open("Perhaps", 150, "unknown");

        var page = await world.Page(code);
        Assert.Equal(["Near", "Far", "Perhaps"], StickerWorld.Places(page));
        Assert.Equal(["Open now · about 300 m away", "Open now · about 5 km away", "Hours unknown · about 200 m away"],
            Regex.Matches(page.Text, "</strong><br>([^<]+)<").Select(match => match.Groups[1].Value));
        Assert.Contains("Nearest to this sticker.", page.Text, StringComparison.Ordinal);
        await world.Open("Middle", 900);
        Assert.Equal(["Near", "Middle", "Far"], StickerWorld.Places(await world.Page(code)));

        // From the other end it is the other way round, and the sticker's own place is one of them.
        var near = await world.Near(code, 21.0768, 105.85);
        Assert.Equal(["Far", "Middle", "Near"], StickerWorld.Places(near));
        Assert.Contains("Nearest to your position", near.Text, StringComparison.Ordinal);
        Assert.Equal("Test Café", StickerWorld.Places(await world.Near(code, 21.03, 105.85))[0]);
        // More exact than it should be, it is rounded here: unrounded, the first would be 200 m away and not 300.
        Assert.Equal((await world.Near(code, 21.03, 105.85)).Text, (await world.Near(code, 21.03049, 105.85)).Text);
        // A form that makes no sense is a request without one.
        foreach (var form in new[] { "", "near=", "near=north", "near=91,0", "other=1", "near=21.0768,105.85" + new string(' ', 300), "%zz" })
        {
            Assert.Equal(["Near", "Middle", "Far"], StickerWorld.Places((await StickerWorld.Post(api, code, form)).Expect(HttpStatusCode.OK)));
        }
    }

    [Fact]
    public async Task An_open_place_is_found_behind_many_that_are_closed()
    {
        var directory = await Features.PublicAnswers.PublicDirectoryWorld.Create(api);
        var world = new StickerWorld(api, directory);
        var (_, code) = await world.Sticker();
        await directory.Fill([.. Enumerable.Range(1, 60).Select(n => ($"Venue {n}", 21.03 + (n * 1e-4), 105.85, n == 60 ? "24/7" : "off"))]);

        Assert.Equal("Venue 60", StickerWorld.Places(await world.Page(code))[0]);
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("hotline_only")]
    public async Task Where_a_venue_that_hides_itself_is_cannot_be_told_from_its_stickers_page(string visibility)
    {
        var world = await StickerWorld.Create(api);
        await world.Open("North", 3_000);
        await world.Open("South", -3_000);
        var (hidden, code) = await world.Sticker(new { Visibility = visibility, Name = new { en = "Quiet House" }, Address = new { Street = "1 Quiet Lane" } });

        var pages = new List<string>();
        foreach (var latitude in new[] { 21.0, 21.03, 21.06, 22 })
        {
            await world.PatchVenue(hidden, new { Point = new { latitude, Longitude = 105.85 } });
            pages.Add((await world.Page(code)).Expect(HttpStatusCode.OK).Text);
        }

        Assert.Single(pages.Distinct());
        Assert.DoesNotContain("Quiet", pages[0], StringComparison.Ordinal);
        Assert.Contains("In the area of the programme.", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("away", pages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approximate_venue_is_shown_as_the_directory_shows_it_and_its_sticker_measures_from_there()
    {
        var world = await StickerWorld.Create(api);
        await world.Open("North", 3_000);
        var (venue, code) = await world.Sticker(new { Visibility = "approximate", OpeningHours = "24/7", Address = new { Street = "12 Hidden Lane" } });
        var first = await world.Page(code);
        // Somewhere else in the same field.
        await world.PatchVenue(venue, new { Point = new { latitude = 21.0301, longitude = 105.8501 } });

        Assert.Equal(first.Text, (await world.Page(code)).Text);
        Assert.DoesNotContain("Hidden Lane", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("21.03,105.85", first.Text, StringComparison.Ordinal);
        Assert.Contains("The position is approximate.", first.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_the_readers_and_cannot_break_out_of_the_page()
    {
        const string hostile = "\"><script src=//evil.example></script><img onerror=alert(1)>&'";
        var world = await StickerWorld.Create(api);
        await world.PatchProgramme(new { Name = new { en = hostile }, Codeword = "<b>Angela</b>" });
        var (_, code) = await world.Sticker(new { Name = new { en = hostile, ar = "مقهى الأمان" }, Address = new { Street = "<i>1</i>", Locality = "\u202Eabc" } });
        await world.Place(new { Name = new { en = (string?)null, vi = hostile }, OpeningHours = "24/7", Address = new { Street = "<i>1</i>", Locality = "<u>" } });

        var page = (await world.Page(code)).Text;
        Assert.All(["<script src", "<img", "<b>", "<i>", "<u>", "evil.example>"], markup => Assert.DoesNotContain(markup, page, StringComparison.Ordinal));
        Assert.Contains("&lt;script src=//evil.example&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<bdi lang=\"vi\">", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>مقهى الأمان</bdi>", (await world.Page($"{code}?lang=ar")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_loads_nothing_keeps_nothing_and_tells_nobody()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker();
        await world.Open("Near", 300);
        foreach (var page in new[] { await world.Page(code), await world.Near(code, 21.03, 105.85), await world.Page("none") })
        {
            var policy = page.Headers["Content-Security-Policy"];
            Assert.Matches(
                "^default-src 'none'; style-src 'sha256-[\\w+/=]{44}'; script-src 'sha256-[\\w+/=]{44}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$",
                policy);
            Assert.Equal(("no-referrer", "nosniff", "no-store"),
                (page.Headers["Referrer-Policy"], page.Headers["X-Content-Type-Options"], page.Headers["Cache-Control"]));
            Assert.DoesNotContain("Set-Cookie", page.Headers.Keys);
            Assert.DoesNotContain("ETag", page.Headers.Keys);
            Assert.DoesNotMatch("(?i)<(img|iframe|link|video|audio|object|embed|base)|\\ssrc=|url\\(|@import|fetch\\(|XMLHttp|sendBeacon|localStorage|\\son\\w+=|\\sstyle=", page.Text);
            Assert.Contains("<a id=\"x\" href=\"https://www.wikipedia.org/\">", page.Text, StringComparison.Ordinal);
            // The way out is the first thing on the page.
            Assert.True(page.Text.IndexOf("id=\"x\"", StringComparison.Ordinal) < page.Text.IndexOf("<main>", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task HEAD_answers_as_GET_without_a_body()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker();
        foreach (var path in new[] { code, "none" })
        {
            var (get, head) = (await world.Page(path), await api.Stranger.Send(HttpMethod.Head, $"/s/{path}", null, []));
            Assert.Equal((get.Status, ""), (head.Status, head.Text));
            Assert.Equal(get.Headers["Content-Length"], head.Headers["Content-Length"]);
        }
    }

    [Fact]
    public async Task Its_weight_on_the_wire_is_at_most_five_kilobytes_with_its_headers()
    {
        var world = await StickerWorld.Create(api);
        var (_, code) = await world.Sticker();
        foreach (var metres in new[] { 300, 600, 900 })
        {
            await world.Place(new
            {
                Name = new { ar = $"مقهى الأمان الكبير في وسط المدينة {metres}", en = $"The Great Safe Café in the Middle of the City {metres}" },
                OpeningHours = "24/7", Point = new { latitude = 21.03 + (metres / 111_195.0), longitude = 105.85 },
                Address = new { Street = $"{metres} Nguyễn Hữu Huân", Locality = "Hoàn Kiếm" },
            });
        }

        (await world.Organisation.Owner.Patch("/v1/organisation", new
        {
            Name = new { en = "The Network of Safe Places of the Whole City", ar = "شبكة الأماكن الآمنة في المدينة كلها" },
            Settings = new { BrandColour = "#7a1f6b" },
        }, "*")).Expect(HttpStatusCode.OK);
        var weights = new List<string>();
        foreach (var language in ProblemTexts.Languages)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/s/{code}?lang={language}");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br, zstd");
            using var response = await api.Client.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
            using var plain = new MemoryStream();
            await using (var unzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress))
            {
                await unzip.CopyToAsync(plain);
            }

            var headers = response.Headers.ToString().Length + response.Content.Headers.ToString().Length;
            weights.Add($"{language}: {plain.Length} bytes, {body.Length} compressed, {headers} of headers");
            Assert.True(body.Length + headers <= BytesMax, weights[^1]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', weights));
        await File.WriteAllLinesAsync(Path.Combine(Directory.CreateDirectory(
            Path.Combine(PostgresCluster.Repository, ".local", "tests")).FullName, "sticker-weights.txt"), weights);
    }

    [Fact]
    public async Task Whoever_guesses_codes_is_stopped_with_a_page()
    {
        await using var limited = await RunningApi.Start(settings: ["--SafeZones:RateLimits:VerifyPerMinute=2"]);
        await using var database = limited.Database;
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await limited.Stranger.Get("/s/guess")).Status);
        }

        var stopped = await StickerWorld.Post(limited, "guess", "near=21.03,105.85", "?lang=fr");

        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.Status);
        Assert.Equal("Pas maintenant", StickerWorld.Headline(stopped));
        Assert.True(stopped.Headers.ContainsKey("Retry-After"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await limited.Stranger.Get("/v1/public/verify/guess")).Status);
    }

    [Fact]
    public async Task A_readers_position_is_in_no_log_trace_or_answer()
    {
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(
                string.Join('\n', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))
                + string.Join('\n', activity.Events.SelectMany(one => one.Tags).Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);
        var database = await PostgresCluster.NewDatabase();
        string log;
        var answers = new List<string>();
        using (var program = await ApiProcess.Start(database, ("Logging__LogLevel__Default", "Trace")))
        await using (var here = await RunningApi.Start(database))
        {
            var world = await StickerWorld.Create(here);
            var (_, code) = await world.Sticker();
            await world.Open("Near", 300);
            foreach (var client in new[] { program.Client, here.Client })
            {
                foreach (var form in new[] { "near=47.1237,-103.4567", "near=47.1237%2C-103.4567", "near=47.1237,-103.4567x" })
                {
                    answers.Add((await new Actor(client, token: null).Send(
                        HttpMethod.Post, $"/s/{code}", form, [], "application/x-www-form-urlencoded")).Expect(HttpStatusCode.OK).ToString());
                }
            }

            await program.Stop();
            log = string.Join('\n', program.Log);
        }

        await database.DisposeAsync();
        // The log is one in which a position would be found.
        Assert.Contains("\"LogLevel\":\"Trace\"", log, StringComparison.Ordinal);
        Assert.NotEmpty(traces);
        Assert.All([log, .. traces, .. answers], text => Assert.DoesNotMatch("47\\.12|103\\.45|103\\.46", text));
    }
}
