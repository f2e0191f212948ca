using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Programmes;

public sealed class ProgrammeTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Theory]
    [InlineData("pledge_first", 0.0, null, 180)]
    [InlineData("training_first", 0.5, 12, 365)]
    [InlineData("night_venue", 0.7, 6, 90)]
    [InlineData("youth_site", 0.0, 12, 365)]
    public async Task A_programme_from_a_preset_has_its_whole_policy(string preset, double threshold, int? months, int days)
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();

        var created = (await coordinator.Post("/v1/programmes", Body(preset: preset))).Expect(HttpStatusCode.Created);

        var policy = created.Body["policy"]!;
        Assert.Equal("draft", (string?)created.Body["status"]);
        Assert.Equal(threshold, (double)policy["training_threshold"]!);
        Assert.Equal(months, (int?)policy["training_validity_months"]);
        Assert.Equal(days, (int)policy["check_interval_days"]!);
        Assert.Equal("on_request", (string?)policy["police_policy"]);
        Assert.Equal(created.Text, (await coordinator.Get($"/v1/programmes/{created.Id}")).Text);
        Assert.Equal(["create_programme programme(name, codeword_is_public, public_slug, preset)"], await organisation.TrailOf(created.Id));
    }

    [Fact]
    public async Task A_policy_of_its_own_is_kept_as_it_was_given()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var body = Body();
        body["policy"] = JsonNode.Parse("""{"pledge_required":true,"training_threshold":0.65,"training_validity_months":9,"location_precision":"block"}""");

        var created = (await coordinator.Post("/v1/programmes", body)).Expect(HttpStatusCode.Created);

        Assert.Equal(0.65, (double)created.Body["policy"]!["training_threshold"]!);
        Assert.Equal("block", (string?)created.Body["policy"]!["location_precision"]);
        Assert.Equal(5, (int)created.Body["policy"]!["suppression_k"]!);
    }

    [Theory]
    [InlineData("""{"policy":{"training_threshold":1.5,"training_validity_months":12}}""", "/policy/training_threshold out_of_range")]
    [InlineData("""{"policy":{"training_threshold":0.5}}""", "/policy/training_validity_months training_validity_missing")]
    [InlineData("""{"policy":{"pledge_required":false}}""", "/policy/pledge_required policy_asks_nothing")]
    [InlineData("""{"policy":{"suppression_k":2}}""", "/policy/suppression_k out_of_range")]
    [InlineData("""{"policy":{"knob":1}}""", "/policy/knob unknown_member")]
    [InlineData("""{"policy":{"police_policy":"sometimes"}}""", "/policy/police_policy wrong_type")]
    [InlineData("""{"policy":{},"preset":"night_venue"}""", "/preset contradiction")]
    [InlineData("""{"preset":"day_venue"}""", "/preset wrong_type")]
    [InlineData("""{"public_slug":"A slug"}""", "/public_slug wrong_format")]
    [InlineData("""{"codeword":"two\nlines"}""", "/codeword invalid_text")]
    [InlineData("""{"hotline":"116117"}""", "/hotline invalid_phone")]
    [InlineData("""{"codeword_is_public":"yes"}""", "/codeword_is_public wrong_type")]
    [InlineData("""{"name":{"xx":"x"}}""", "/name/xx language_tag_unknown")]
    [InlineData("""{"valid_from":"1899-12-31"}""", "/valid_from date_too_early")]
    [InlineData("""{"valid_from":"2027-02-30"}""", "/valid_from wrong_type")]
    [InlineData("""{"valid_from":"2027-02-01","valid_until":"2027-01-31"}""", "/valid_until dates_reversed")]
    [InlineData("""{"status":"running"}""", "/status unknown_member")]
    public async Task A_wrong_programme_is_refused_by_member(string members, string fault)
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var body = Body();
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            body[name] = value!.DeepClone();
        }

        var refused = await coordinator.Post("/v1/programmes", body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([fault], refused.Faults);
    }

    [Fact]
    public async Task A_slug_is_one_programmes_on_the_whole_platform_and_nothing_stays_of_the_one_that_came_second()
    {
        var first = await (await api.Organisation()).Coordinator();
        var second = await (await api.Organisation()).Coordinator();
        var body = Body();
        (await first.Post("/v1/programmes", body)).Expect(HttpStatusCode.Created);

        Assert.Equal("slug_taken", (await second.Post("/v1/programmes", body)).Code);
        Assert.Equal("slug_taken", (await first.Post("/v1/programmes", body)).Code);
        Assert.Single((await second.Get("/v1/programmes")).Data);
    }

    [Fact]
    public async Task A_patch_turns_one_knob_and_leaves_the_others()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var created = (await coordinator.Post("/v1/programmes", Body("night_venue"))).Expect(HttpStatusCode.Created);
        var path = $"/v1/programmes/{created.Id}";

        var patched = (await coordinator.Patch(path, """{"policy":{"grace_days":7,"check_interval_days":null},"codeword":"Angela"}""", created.ETag))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(7, (int)patched.Body["policy"]!["grace_days"]!);
        Assert.Equal(0.7, (double)patched.Body["policy"]!["training_threshold"]!);
        Assert.Null(patched.Body["policy"]!["check_interval_days"]);
        Assert.Equal(["/public_slug unknown_member"], (await coordinator.Patch(path, """{"public_slug":"other-name"}""", patched.ETag)).Faults);
        Assert.Equal(["/policy required"], (await coordinator.Patch(path, """{"policy":null}""", patched.ETag)).Faults);
        Assert.Equal(["/policy/grace_days out_of_range"], (await coordinator.Patch(path, """{"policy":{"grace_days":366}}""", patched.ETag)).Faults);
        Assert.Equal("precondition_failed", (await coordinator.Patch(path, """{"codeword":null}""", created.ETag)).Code);
        Assert.Equal("precondition_required", (await coordinator.Patch(path, """{"codeword":null}""", etag: null)).Code);
        Assert.Equal(patched.Text, (await coordinator.Get(path)).Text);
        Assert.Equal("patch_programme programme(policy, codeword)", (await organisation.TrailOf(created.Id))[^1]);
    }

    [Fact]
    public async Task A_programme_says_whom_to_call_and_whether_everybody_may_know_its_codeword()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var body = Body();
        body["codeword"] = "Angela";
        body["hotline"] = "+1 (202) 555-0100";

        var created = (await coordinator.Post("/v1/programmes", body)).Expect(HttpStatusCode.Created);
        var path = $"/v1/programmes/{created.Id}";
        Assert.Equal(("+12025550100", false), ((string?)created.Body["hotline"], (bool)created.Body["codeword_is_public"]!));
        var patched = (await coordinator.Patch(path, """{"hotline":"+84 ٢٤ 3825 2161","codeword_is_public":true}""", created.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("+842438252161", true), ((string?)patched.Body["hotline"], (bool)patched.Body["codeword_is_public"]!));
        Assert.Equal(["/hotline invalid_phone"], (await coordinator.Patch(path, """{"hotline":"call us"}""", patched.ETag)).Faults);
        var cleared = (await coordinator.Patch(path, """{"hotline":null,"codeword_is_public":null}""", patched.ETag)).Expect(HttpStatusCode.OK);
        Assert.Null(cleared.Body["hotline"]);
        Assert.False((bool)cleared.Body["codeword_is_public"]!);
        Assert.Equal("patch_programme programme(codeword_is_public, hotline)", (await organisation.TrailOf(created.Id))[^1]);
    }

    [Fact]
    public async Task The_programme_that_an_organisation_begins_with_is_one_like_any_other()
    {
        var organisation = await api.Organisation();

        var found = (await (await organisation.Volunteer()).Get("/v1/programmes?include=total")).Expect(HttpStatusCode.OK);

        Assert.Equal(1, (int)found.Body["page"]!["total"]!);
        Assert.Equal("draft", (string?)found.Data[0]["status"]);
        Assert.Equal(0.5, (double)found.Data[0]["policy"]!["training_threshold"]!);
    }

    [Theory]
    [InlineData("created_at")]
    [InlineData("-created_at")]
    public async Task Pages_hold_each_programme_once_and_the_status_narrows_them(string sort)
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        for (var i = 0; i < 4; i++)
        {
            (await coordinator.Post("/v1/programmes", Body())).Expect(HttpStatusCode.Created);
        }

        var whole = (await coordinator.Get($"/v1/programmes?sort={sort}")).Data.Select(programme => (string)programme["id"]!).ToList();
        var paged = new List<string>();
        var next = $"/v1/programmes?sort={sort}&limit=2";
        while (next is not null)
        {
            var page = (await coordinator.Get(next)).Expect(HttpStatusCode.OK);
            paged.AddRange(page.Data.Select(programme => (string)programme["id"]!));
            next = page.Headers.GetValueOrDefault("Link")?.Split('<', '>')[1];
        }

        Assert.Equal(5, whole.Count);
        Assert.Equal(whole, paged);
        (await coordinator.Post($"/v1/programmes/{whole[0]}/activation", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        Assert.Equal([whole[0]], (await coordinator.Get("/v1/programmes?status=running,ended")).Data.Select(programme => (string)programme["id"]!));
        Assert.Equal(["status wrong_format"], (await coordinator.Get("/v1/programmes?status=over")).Faults);
    }

    [Fact]
    public async Task Another_organisations_programme_does_not_exist_and_a_volunteer_only_reads()
    {
        var organisation = await api.Organisation();
        var created = (await (await organisation.Coordinator()).Post("/v1/programmes", Body())).Expect(HttpStatusCode.Created);
        var path = $"/v1/programmes/{created.Id}";
        var stranger = (await api.Organisation()).Owner;
        var volunteer = await organisation.Volunteer();

        Assert.Equal("not_found", (await stranger.Get(path)).Code);
        Assert.Equal("not_found", (await stranger.Patch(path, """{"codeword":"x"}""", "*")).Code);
        Assert.Equal("not_found", (await stranger.Post($"{path}/activation", null, ("If-Match", "*"))).Code);
        (await volunteer.Get(path)).Expect(HttpStatusCode.OK);
        Assert.Equal("forbidden", (await volunteer.Post("/v1/programmes", Body())).Code);
        Assert.Equal("forbidden", (await volunteer.Patch(path, "{}", created.ETag)).Code);
    }

    [Fact]
    public async Task An_organisation_has_at_most_fifty_programmes_and_one_too_many_keeps_no_slug()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        // It was founded with one.
        await api.Database.Look<int>(
            """
            insert into programmes (tenant_id, id, name, public_slug, policy, status, created_at, updated_at, version)
            select p.tenant_id, gen_random_uuid(), p.name, '', p.policy, 'ended', now(), now(), 1
            from programmes p, generate_series(1, 48) where p.tenant_id = $1 returning 1
            """,
            organisation.Id);
        var body = Body();

        (await coordinator.Post("/v1/programmes", Body())).Expect(HttpStatusCode.Created);
        var refused = (await coordinator.Post("/v1/programmes", body)).Expect(HttpStatusCode.Conflict);

        Assert.Equal(("limit_reached", "At most 50."), (refused.Code, (string?)refused.Body["errors"]![0]!["detail"]));
        (await (await api.Organisation()).Owner.Post("/v1/programmes", body)).Expect(HttpStatusCode.Created);
    }

    internal static JsonObject Body(string? preset = null)
    {
        var body = new JsonObject
        {
            ["name"] = new JsonObject { ["en"] = "Night Safe Zones" },
            ["public_slug"] = $"p-{Guid.NewGuid():N}",
        };
        if (preset is not null)
        {
            body["preset"] = preset;
        }

        return body;
    }
}
