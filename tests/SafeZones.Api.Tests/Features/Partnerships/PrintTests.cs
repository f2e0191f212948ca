using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Platform.Printing;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class PrintTests(SharedApi shared)
{
    private const double PointsPerMillimetre = 72 / 25.4;

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_hundred_stickers_are_printed_on_sheets_and_every_code_leads_to_its_own_sticker()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var edition = await organisation.Edition("60x60", "es");
        var decals = await organisation.Minted(edition, 100);

        var job = await organisation.Printed(new { MaterialEditionId = edition.Id, SerialFrom = 1, SerialTo = 100, Sheet = new { Page = "a4" } });

        Assert.Equal(("succeeded", 100), ((string?)job.Body["status"], (int)job.Body["progress"]!["done"]!));
        var result = (await coordinator.Get((string)job.Body["result_url"]!)).Expect(HttpStatusCode.OK);
        Assert.Equal(("application/pdf", $"{result.Bytes.Length}"), (result.Headers["Content-Type"], result.Headers["Content-Length"]));
        Assert.Equal((long)job.Body["result_bytes"]!, result.Bytes.Length);
        var pages = await PrintedPage.Of(result.Bytes, "sheet of sixty millimetres", dotsPerInch: 300);
        var sheet = Sheet.OrDefault(SheetPage.A4, 60, 60, 3, hasMarks: true)!;
        Assert.Equal((12, 9), (sheet.Pieces, pages.Count));
        foreach (var (index, decal) in decals.Index())
        {
            var piece = sheet.Piece(index % sheet.Pieces);
            Assert.Equal(
                $"{RunningApi.PublicUrl}/s/{decal["verify_code"]}",
                pages[index / sheet.Pieces].Code(piece.X, piece.Y, piece.Width, piece.Height));
        }
    }

    [Theory]
    [InlineData("100x100", "en")]
    [InlineData("A6", "vi")]
    [InlineData("150x90", "ar")]
    [InlineData("A4", "fil")]
    public async Task A_sticker_is_as_large_on_paper_as_its_edition_says(string size, string locale)
    {
        var organisation = await api.Organisation();
        var decal = (await organisation.Minted(await organisation.Edition(size, locale), 1))[0];
        var (width, height) = size switch { "100x100" => (100, 100), "A6" => (105, 148), "150x90" => (150, 90), _ => (210, 297) };

        var printed = (await (await organisation.Coordinator()).Get($"/v1/decals/{decal["id"]}/print")).Expect(HttpStatusCode.OK);

        var facts = await PrintedPage.Facts(printed.Bytes);
        Near([0, 0, width + 14, height + 14], Box(facts, "MediaBox"));
        Near([7, 7, width + 7, height + 7], Box(facts, "TrimBox"));
        Near([4, 4, width + 10, height + 10], Box(facts, "BleedBox"));
        var page = Assert.Single(await PrintedPage.Of(printed.Bytes, $"{locale} {size}", dotsPerInch: 600));
        // Marks stand in the extension of each cut, and nothing else is out there.
        Near([7, width + 7], page.StrokesAcross(1.5));
        Near([7, height + 7], page.StrokesDown(1.5));
        Assert.Equal($"{RunningApi.PublicUrl}/s/{decal["verify_code"]}", page.Code(7, 7, width, height));
    }

    [Fact]
    public async Task The_code_has_modules_of_half_a_millimetre_and_a_quiet_zone_of_four()
    {
        var organisation = await api.Organisation();
        var decal = (await organisation.Minted(await organisation.Edition("50x50"), 1))[0];

        var printed = (await (await organisation.Coordinator()).Get($"/v1/decals/{decal["id"]}/print")).Expect(HttpStatusCode.OK);

        var page = Assert.Single(await PrintedPage.Of(printed.Bytes, "smallest", dotsPerInch: 1200));
        // Through the first row of the finder patterns: seven modules of each, one from the other at the far end of the code.
        var modules = new QrCode($"{RunningApi.PublicUrl}/s/0000000000000").Modules;
        var panel = 0.6 * 44 / 1.27;
        var module = panel / modules;
        Assert.InRange(module, QrCode.ModuleMin, 1);
        var y = 7 + 47 - (panel * 1.27) + (4.5 * module);
        var left = 7 + 25 - (panel / 2);
        var middles = page.StrokesAcross(y).Where(stroke => stroke > left && stroke < left + panel).ToList();
        Near([left + (7.5 * module), left + panel - (7.5 * module)], [middles[0], middles[^1]]);
    }

    [Fact]
    public async Task A_sticker_as_SVG_is_measured_in_millimetres_and_needs_no_font()
    {
        var organisation = await api.Organisation();
        var decal = (await organisation.Minted(await organisation.Edition("100x100", "ar"), 1))[0];

        var svg = (await (await organisation.Coordinator()).Get($"/v1/decals/{decal["id"]}/print?languages=ar,fr", ("Accept", "image/svg+xml")))
            .Expect(HttpStatusCode.OK);

        Assert.Equal("image/svg+xml", svg.Headers["Content-Type"]);
        Assert.StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100mm\" height=\"100mm\" viewBox=\"0 0 100 100\">", svg.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<text", svg.Text, StringComparison.Ordinal);
        Assert.Matches("""^<svg [^>]+>\n(<path fill="#[0-9a-f]{6}" d="[MLCZ0-9. -]+"/>\n)+</svg>\n$""", svg.Text);
    }

    [Theory]
    [InlineData("loss", "lost")]
    [InlineData("damage", "damaged")]
    [InlineData("return", "returned")]
    [InlineData("display", "displayed")]
    public async Task A_code_that_is_up_or_gone_is_not_printed_again(string path, string state)
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var decal = await organisation.Allocated(await organisation.Active());
        (await organisation.MoveDecal(decal, "issue")).Expect(HttpStatusCode.OK);
        (await coordinator.Get($"/v1/decals/{decal.Id}/print")).Expect(HttpStatusCode.OK);
        (await coordinator.Post($"/v1/decals/{decal.Id}/{path}", path == "display" ? new { PlacedAt = "window" } : null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);

        var one = await coordinator.Get($"/v1/decals/{decal.Id}/print");
        var many = await coordinator.Post("/v1/decal-prints", new { DecalIds = new[] { decal.Id } });

        Assert.Equal((HttpStatusCode.Conflict, "print_impossible"), (one.Status, one.Code));
        Assert.Contains(state, (string)one.Body["errors"]![0]!["detail"]!, StringComparison.Ordinal);
        Assert.Equal(["/decal_ids/0 state_not_printed"], many.Faults);
    }

    [Fact]
    public async Task Whoever_prints_a_code_is_in_the_audit_trail()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var decals = await organisation.Minted(await organisation.Edition("A6"), 3);
        (await coordinator.Get($"/v1/decals/{decals[0]["id"]}/print")).Expect(HttpStatusCode.OK);
        var job = await organisation.Printed(new { DecalIds = decals.Select(decal => (Guid)decal["id"]!) });
        (await coordinator.Get($"/v1/jobs/{job.Id}/result")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["mint_decal_batch decal(serial)", "print_decal decal(verify_code)", "start_decal_print decal(verify_code)"],
            await organisation.TrailOf((Guid)decals[0]["id"]!));
        Assert.Equal("start_decal_print decal(verify_code)", (await organisation.TrailOf((Guid)decals[2]["id"]!))[^1]);
        Assert.Equal(
            ["start_decal_print job(kind)", "print_decals job(status)", "get_job_result job(result)"], await organisation.TrailOf(job.Id));
    }

    [Fact]
    public async Task What_cannot_be_printed_is_refused_with_the_reason_before_a_job_begins()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var unclear = (await organisation.Minted(await organisation.Edition("small"), 2)).Select(decal => (Guid)decal["id"]!).ToList();
        var other = (Guid)(await organisation.Minted(await organisation.Edition("A5"), 1))[0]["id"]!;

        Task<Answer> Print(object body) => coordinator.Post("/v1/decal-prints", body);
        Assert.Equal(["/size size_unknown"], (await Print(new { DecalIds = unclear })).Faults);
        Assert.Equal(["size size_unknown"], (await coordinator.Get($"/v1/decals/{unclear[0]}/print")).Faults);
        Assert.Equal(["languages too_many"], (await coordinator.Get($"/v1/decals/{unclear[0]}/print?size=A6&languages=en,fr,es")).Faults);
        Assert.Equal(["/decal_ids several_editions"], (await Print(new { DecalIds = unclear.Append(other) })).Faults);
        Assert.Equal(["/sheet/page sheet_too_small"], (await Print(new { DecalIds = unclear, Size = "A3", Sheet = new { Page = "letter" } })).Faults);
        Assert.Equal(["/size code_too_small"], (await Print(new { DecalIds = unclear, Size = "40x40" })).Faults);
        Assert.Equal(["/decal_ids/2 missing"], (await Print(new { DecalIds = unclear.Append(Guid.NewGuid()) })).Faults);
        Assert.Equal([" contradiction"], (await Print(new { DecalIds = unclear, SerialFrom = 1 })).Faults);
        var programme = new { Name = new { en = "二番目" }, Preset = "pledge_first", PublicSlug = $"p-{Guid.NewGuid():N}" };
        var second = (await coordinator.Post("/v1/programmes", programme)).Expect(HttpStatusCode.Created);
        Assert.Equal(["/programme_id programme_unclear", "/programme_id programme_unclear"], (await Print(new { DecalIds = unclear, Size = "A6" })).Faults);
        Assert.Equal(["/languages script_unknown"], (await Print(new { DecalIds = unclear, Size = "A6", ProgrammeId = second.Id })).Faults);
        Assert.Equal(HttpStatusCode.Accepted, (await Print(new { DecalIds = unclear, Size = "A6", ProgrammeId = await organisation.Programme() })).Status);
    }

    [Fact]
    public async Task A_volunteer_prints_no_codes() => Assert.Equal(
        HttpStatusCode.Forbidden,
        (await (await (await api.Organisation()).Volunteer()).Get($"/v1/decals/{Guid.NewGuid()}/print")).Status);

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    [InlineData("fr")]
    public async Task An_active_venue_gets_a_certificate_whose_code_is_that_of_its_numbered_one(string language)
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        (await coordinator.Post("/v1/material-editions", new { Kind = "certificate", Locale = language, Size = "A4", Edition = 1 })).Expect(HttpStatusCode.Created);
        var partnership = await organisation.Active();
        var decal = await organisation.Allocated(partnership);

        Assert.Null((await Certificate()).Code(0, 0, 210, 297));
        (await organisation.MoveDecal(decal, "issue")).Expect(HttpStatusCode.OK);
        Assert.Equal($"{RunningApi.PublicUrl}/s/{decal.Body["verify_code"]}", (await Certificate()).Code(0, 0, 210, 297));
        Assert.Equal("print_certificate decal(verify_code)", (await organisation.TrailOf(decal.Id))[^1]);
        (await organisation.Move(partnership, "suspension", new { Reason = "legal" })).Expect(HttpStatusCode.OK);
        Assert.Equal("partnership_not_active", (await coordinator.Get($"/v1/partnerships/{partnership.Id}/certificate")).Code);

        async Task<PrintedPage> Certificate()
        {
            var printed = (await coordinator.Get($"/v1/partnerships/{partnership.Id}/certificate?language={language}")).Expect(HttpStatusCode.OK);
            Near([0, 0, 210, 297], Box(await PrintedPage.Facts(printed.Bytes), "TrimBox"));
            return Assert.Single(await PrintedPage.Of(printed.Bytes, $"certificate {language}", dotsPerInch: 150));
        }
    }

    [Fact]
    public void The_words_of_a_sticker_exist_in_every_language_and_promise_nothing()
    {
        var all = new[] { "en", "fr", "es", "ar", "fil" }.Select(StickerWords.Of).ToList();

        Assert.Equal(5, all.Select(words => words.Language).Distinct().Count());
        Assert.All(all, words => Assert.Equal(all[0].All.Keys, words.All.Keys));
        Assert.All(all, words => Assert.Matches("[?؟]$", words.Question));
        Assert.All(all, words => Assert.Contains("00017", words.Serial(17), StringComparison.Ordinal));
    }

    private static double[] Box(string facts, string name) =>
        [.. Regex.Match(facts, $@"{name}: +([\d. ]+)", RegexOptions.CultureInvariant).Groups[1].Value
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(points => double.Parse(points, System.Globalization.CultureInfo.InvariantCulture) / PointsPerMillimetre)];

    // Within a tenth of a millimetre.
    private static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - 0.1, pair.First + 0.1));
    }
}
