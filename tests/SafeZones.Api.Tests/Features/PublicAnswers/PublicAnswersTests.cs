using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.PublicAnswers;

public sealed class PublicAnswersTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    private Actor Anybody => new(api.Client, token: null);

    // DOMAIN.md section 6, invariant 3.
    [Fact]
    public async Task The_sticker_and_the_directory_say_the_same_through_the_whole_life_of_a_venue()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var decal = await organisation.Displayed(partnership);
        var until = new { PausedUntil = Organisation.Today.AddDays(9).ToString("yyyy-MM-dd", null) };

        await Says(true, "verified");
        (await organisation.Move(partnership, "pause", until)).Expect(HttpStatusCode.OK);
        await Says(false, "not_verified");
        (await organisation.Move(partnership, "resumption")).Expect(HttpStatusCode.OK);
        await Says(true, "verified");
        (await organisation.Move(partnership, "suspension", new { Reason = "refused_help" })).Expect(HttpStatusCode.OK);
        await Says(false, "recalled");
        (await organisation.Move(partnership, "reinstatement", by: organisation.Owner)).Expect(HttpStatusCode.OK);
        await Says(true, "verified");
        var programme = $"/v1/programmes/{await organisation.Programme()}";
        (await organisation.Owner.Post($"{programme}/sunset", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        await Says(false, "not_verified");
        (await organisation.Owner.Post($"{programme}/resumption", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        await Says(true, "verified");
        (await organisation.Move(partnership, "closure", new { Reason = "closed_down" })).Expect(HttpStatusCode.OK);
        await Says(false, "recalled");

        async Task Says(bool valid, string reason)
        {
            var verified = await Verify((string)decal.Body["verify_code"]!);
            Assert.Equal((valid, reason), ((bool)verified.Body["valid"]!, (string?)verified.Body["reason"]));
            Assert.Equal(valid ? "Test Café" : null, (string?)verified.Body["venue"]?["en"]);
            Assert.Equal(valid ? 1 : 0, (await Directory(organisation)).Expect(HttpStatusCode.OK).Data.Count);
        }
    }

    [Fact]
    public async Task A_code_that_does_not_exist_one_that_was_mistyped_and_one_that_was_never_issued_answer_alike()
    {
        var organisation = await api.Organisation();
        var decal = await organisation.Allocated(await organisation.Active());
        var code = (string)decal.Body["verify_code"]!;
        foreach (var other in new[] { Domain.Materials.DecalCode.Of([9, 9, 9, 9, 9, 9, 9, 9]), code, code[..^1] + (code[^1] == '0' ? '1' : '0'), "hello" })
        {
            var answer = await Verify(other);
            Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.Status, answer.Code));
            Assert.Equal(["type", "title", "status", "detail", "dir", "instance", "code", "trace_id"], answer.Body.AsObject().Select(member => member.Key));
        }
    }

    [Fact]
    public async Task A_code_is_understood_as_people_type_it()
    {
        var organisation = await api.Organisation();
        var code = (string)(await organisation.Displayed(await organisation.Active())).Body["verify_code"]!;
        var arabic = string.Concat(code.Select(character => char.IsAsciiDigit(character) ? (char)('٠' + (character - '0')) : character));

        foreach (var typed in new[] { code.ToLowerInvariant(), $"{code[..4]}-{code[4..8]} {code[8..]}", code.Replace('0', 'o').Replace('1', 'L'), arabic })
        {
            Assert.True((bool)(await Verify(Uri.EscapeDataString(typed))).Body["valid"]!, typed);
        }
    }

    [Theory]
    [InlineData("public", 1, true)]
    [InlineData("approximate", 1, false)]
    [InlineData("hotline_only", 0, false)]
    [InlineData("hidden", 0, false)]
    public async Task A_venue_is_listed_and_named_as_it_chose_and_its_sticker_is_valid_all_the_same(string visibility, int listed, bool isNamed)
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var decal = await organisation.Displayed(partnership);
        var venue = $"/v1/venues/{partnership.Body["venue_id"]}";
        (await organisation.Owner.Patch(venue, new { Visibility = visibility, Address = new { Street = "12 Hidden Lane" } },
            (await organisation.Owner.Get(venue)).ETag)).Expect(HttpStatusCode.OK);

        var verified = await Verify((string)decal.Body["verify_code"]!);
        var directory = await Directory(organisation);

        Assert.True((bool)verified.Body["valid"]!);
        Assert.Equal(isNamed, verified.Body["venue"] is not null);
        Assert.Equal(listed, directory.Data.Count);
        if (visibility == "approximate")
        {
            var zone = directory.Data[0];
            Assert.True((bool)zone["is_approximate"]!);
            Assert.Null(zone["street"]);
            var (latitude, longitude) = ((double)zone["latitude"]!, (double)zone["longitude"]!);
            var metres = Domain.Geography.GeoPoint.DistanceMetres(new(21.03, 105.85), new(latitude, longitude));
            Assert.InRange(metres, 1, 360);
            // Nor does a box that holds the true position and not the shown one find it.
            Assert.Empty((await Directory(organisation, "?bbox=105.8499,21.0299,105.8501,21.0301")).Data);
            Assert.Single((await Directory(organisation, FormattableString.Invariant(
                $"?bbox={longitude - 0.0001},{latitude - 0.0001},{longitude + 0.0001},{latitude + 0.0001}"))).Data);
        }
    }

    [Fact]
    public async Task A_venue_that_has_lost_its_position_is_listed_as_long_as_its_sticker_is_valid()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active();
        var decal = await organisation.Displayed(partnership);
        (await organisation.Owner.Patch($"/v1/venues/{partnership.Body["venue_id"]}", new { Point = (object?)null }, "*")).Expect(HttpStatusCode.OK);

        Assert.True((bool)(await Verify((string)decal.Body["verify_code"]!)).Body["valid"]!);
        Assert.Null(Assert.Single((await Directory(organisation)).Data)["latitude"]);
        Assert.Empty((await Directory(organisation, "?bbox=105,20,107,22")).Data);
    }

    [Fact]
    public async Task The_directory_is_paged_filtered_and_known_again_by_its_content()
    {
        var organisation = await api.Organisation();
        for (var i = 0; i < 3; i++)
        {
            await organisation.Active();
        }

        var first = (await Directory(organisation, "?limit=2")).Expect(HttpStatusCode.OK);
        var rest = await Directory(organisation, $"?limit=2&cursor={(string)first.Body["page"]!["next_cursor"]!}");

        Assert.Equal(3, first.Data.Concat(rest.Data).Select(zone => zone["id"]!.GetValue<Guid>()).Distinct().Count());
        Assert.Empty((await Directory(organisation, "?category=bar,nightclub")).Data);
        Assert.Equal("public, max-age=60", first.Headers["Cache-Control"]);
        Assert.Equal(HttpStatusCode.NotModified, (await Anybody.Get(await Path(organisation, "?limit=2"), ("If-None-Match", first.ETag!))).Status);
        Assert.Equal("not_found", (await Anybody.Get("/v1/public/programmes/no-such-programme/venues")).Code);
        Assert.DoesNotContain("Set-Cookie", first.Headers.Keys);
    }

    [Fact]
    public async Task Every_public_answer_follows_a_suspension_at_once_and_is_told_apart_from_the_one_before()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        var partnership = await directory.Partnership();
        var code = (string)(await directory.Organisation.Displayed(partnership)).Body["verify_code"]!;
        string[] questions = ["venues", "venues?near=21.03,105.85", "changes", "pack"];
        var before = new List<Answer>();
        foreach (var question in questions)
        {
            before.Add((await directory.Get(question)).Expect(HttpStatusCode.OK));
        }

        (await directory.Organisation.Move(partnership, "suspension", new { Reason = "refused_help" })).Expect(HttpStatusCode.OK);

        var verified = await Verify(code);
        Assert.Equal((false, "recalled"), ((bool)verified.Body["valid"]!, (string?)verified.Body["reason"]));
        foreach (var (question, old) in questions.Zip(before))
        {
            // Whoever names the old one in If-None-Match gets the new one.
            var answer = (await directory.Get(question, ("If-None-Match", old.ETag!))).Expect(HttpStatusCode.OK);
            Assert.NotEqual(old.ETag, answer.ETag);
            Assert.DoesNotContain("Test Café", answer.Text, StringComparison.Ordinal);
            Assert.Contains("Test Café", old.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_vouches_for_the_venues_of_an_organisation_that_the_platform_has_suspended()
    {
        var directory = await PublicDirectoryWorld.Create(api);
        (await directory.Organisation.Owner.Patch(
            $"/v1/programmes/{await directory.Organisation.Programme()}", new { Codeword = "Angela", CodewordIsPublic = true }, "*")).Expect(HttpStatusCode.OK);
        var code = (string)(await directory.Organisation.Displayed(await directory.Partnership())).Body["verify_code"]!;
        var path = $"/v1/admin/organisations/{directory.Organisation.Id}";
        (string, string)[] headers = [("If-Match", "*"), ("X-Audit-Reason", "A test")];

        (await (await api.Operator()).Post($"{path}/suspension", null, headers)).Expect(HttpStatusCode.OK);

        var verified = (await Verify(code)).Expect(HttpStatusCode.OK);
        Assert.Equal((false, "not_verified", null), ((bool)verified.Body["valid"]!, (string?)verified.Body["reason"], (string?)verified.Body["venue"]?["en"]));
        Assert.Empty((await directory.List()).Expect(HttpStatusCode.OK).Data);
        Assert.Equal([false], (await directory.Get("changes")).Data.Select(change => (bool)change["is_listed"]!));
        var pack = (await directory.Get("pack")).Expect(HttpStatusCode.OK);
        Assert.Empty(pack.Body["venues"]!.AsArray());
        Assert.DoesNotContain("Angela", pack.Text, StringComparison.Ordinal);

        (await (await api.Operator()).Post($"{path}/resumption", null, headers)).Expect(HttpStatusCode.OK);
        Assert.True((bool)(await Verify(code)).Body["valid"]!);
        Assert.Single((await directory.List()).Data);
    }

    private Task<Answer> Verify(string code) => Anybody.Get($"/v1/public/verify/{code}");

    private async Task<Answer> Directory(Organisation organisation, string query = "") => await Anybody.Get(await Path(organisation, query));

    private static async Task<string> Path(Organisation organisation, string query)
    {
        var slug = (string)(await organisation.Owner.Get($"/v1/programmes/{await organisation.Programme()}")).Body["public_slug"]!;
        return $"/v1/public/programmes/{slug}/venues{query}";
    }
}
