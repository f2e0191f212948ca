using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.VenueContacts;

public sealed class VenueContactTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_contact_needs_little_and_nobody_texts_them_unless_somebody_said_that_it_is_safe()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var path = await Contacts(organisation);

        var added = (await coordinator.Post(path, new { Role = "focal_point", Channel = "sms", Phone = "+1 202-555-0100" })).Expect(HttpStatusCode.Created);

        Assert.Equal($"{path}/{added.Id}", added.Headers["Location"]);
        Assert.Equal("+12025550100", (string?)added.Body["phone"]);
        Assert.Equal("en", (string?)added.Body["locale"]);
        Assert.False((bool)added.Body["safe_to_text"]!);
        Assert.Null(added.Body["name"]);
        Assert.Equal(added.Text, (await coordinator.Get($"{path}/{added.Id}")).Text);
    }

    [Theory]
    [InlineData("""{"role":"owner","channel":"sms"}""", "/phone contradiction")]
    [InlineData("""{"role":"owner","channel":"whatsapp","email":"a@example.org"}""", "/phone contradiction")]
    [InlineData("""{"role":"owner","channel":"voice"}""", "/phone contradiction")]
    [InlineData("""{"role":"owner","channel":"email","phone":"+12025550100"}""", "/email contradiction")]
    [InlineData("""{"role":"owner","channel":"paper","safe_to_text":true}""", "/safe_to_text contradiction")]
    [InlineData("""{"role":"owner","channel":"sms","phone":"555 0100"}""", "/phone invalid_phone")]
    [InlineData("""{"role":"owner","channel":"email","email":"a@b"}""", "/email invalid_email")]
    [InlineData("""{"role":"owner","channel":"paper","locale":"xx"}""", "/locale unknown_language")]
    [InlineData("""{"role":"owner","channel":"paper","name":""}""", "/name too_short")]
    [InlineData("""{"role":"cousin","channel":"paper"}""", "/role wrong_type")]
    [InlineData("""{"role":"owner","channel":"pigeon"}""", "/channel wrong_type")]
    [InlineData("""{"role":"owner"}""", "/channel required")]
    public async Task A_contact_who_could_not_be_reached_is_refused_by_member(string body, string fault)
    {
        var organisation = await api.Organisation();

        var refused = await (await organisation.Coordinator()).Post(await Contacts(organisation), body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([fault], refused.Faults);
    }

    [Fact]
    public async Task A_contact_on_paper_needs_neither_phone_nor_email()
    {
        var organisation = await api.Organisation();

        (await (await organisation.Coordinator()).Post(await Contacts(organisation), new { Role = "owner", Channel = "paper", Locale = "vi" }))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_thirty_contacts_added_at_once_to_one_venue_twenty_stay()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var path = await Contacts(organisation);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => coordinator.Post(path, OnPaper)));

        Assert.Equal(20, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(["limit_reached"], answers.Where(answer => answer.Code is not null).Select(answer => answer.Code).Distinct());
        Assert.Equal(20, (await coordinator.Get(path)).Data.Count);
    }

    [Fact]
    public async Task Contacts_come_in_pages_each_once()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var path = await Contacts(organisation);
        for (var i = 0; i < 5; i++)
        {
            (await coordinator.Post(path, OnPaper)).Expect(HttpStatusCode.Created);
        }

        var paged = new List<string>();
        var next = $"{path}?limit=2";
        while (next is not null)
        {
            var page = (await coordinator.Get(next)).Expect(HttpStatusCode.OK);
            paged.AddRange(page.Data.Select(contact => (string)contact["id"]!));
            next = page.Headers.GetValueOrDefault("Link")?.Split('<', '>')[1];
        }

        Assert.Equal((await coordinator.Get(path)).Data.Select(contact => (string)contact["id"]!), paged);
        Assert.Equal(5, paged.Count);
    }

    [Fact]
    public async Task Every_read_and_write_leaves_the_names_of_the_fields_and_no_value()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue();
        var path = $"/v1/venues/{venue.Id}/contacts";
        await coordinator.Get(path);
        var added = (await coordinator.Post(path, new { Role = "manager", Channel = "voice", Phone = "+12025550177", Name = "Somebody" }))
            .Expect(HttpStatusCode.Created);
        var one = $"{path}/{added.Id}";

        (await coordinator.Get(one, ("X-Audit-Reason", "The decal is missing"))).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotModified, (await coordinator.Get(one, ("If-None-Match", added.ETag!))).Status);
        (await coordinator.Get($"{path}?limit=1")).Expect(HttpStatusCode.OK);
        (await coordinator.Patch(one, new { Phone = "+1 202 555 0177" }, added.ETag)).Expect(HttpStatusCode.OK);
        (await coordinator.Patch(one, new { Phone = "+12025550178", SafeToText = true }, added.ETag)).Expect(HttpStatusCode.OK);
        (await coordinator.Delete(one, "*")).Expect(HttpStatusCode.NoContent);

        Assert.Equal("not_found", (await coordinator.Get(one)).Code);
        const string all = "role, name, phone, channel, locale, safe_to_text";
        Assert.Equal(
            [
                "add_venue_contact venue_contact(role, name, phone, channel, locale, safe_to_text)",
                $"read_venue_contact venue_contact({all})", $"read_venue_contact venue_contact({all})",
                $"list_venue_contacts venue_contact({all})", $"patch_venue_contact venue_contact({all})",
                "patch_venue_contact venue_contact(phone, safe_to_text)", $"remove_venue_contact venue_contact({all})",
            ],
            await organisation.TrailOf(added.Id));
        var auditor = await organisation.Member("auditor");
        Assert.Equal(2, (await auditor.Get($"/v1/audit?action=list_venue_contacts&entity_id={venue.Id}")).Data.Count);
        Assert.Equal("The decal is missing", (string?)(await auditor.Get($"/v1/audit?entity_id={added.Id}")).Data[^2]["reason"]);
        var whole = (await auditor.Get("/v1/audit")).Text;
        Assert.DoesNotContain("202555", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_held_to_the_rules_of_a_whole_contact_and_to_the_version_that_was_read()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var path = await Contacts(organisation);
        var added = (await coordinator.Post(path, new { Role = "owner", Channel = "sms", Phone = "+12025550100", SafeToText = true }))
            .Expect(HttpStatusCode.Created);
        var one = $"{path}/{added.Id}";

        Assert.Equal(
            ["/phone contradiction", "/safe_to_text contradiction"],
            (await coordinator.Patch(one, """{"phone":null}""", added.ETag)).Faults);
        Assert.Equal(["/role required"], (await coordinator.Patch(one, """{"role":null}""", added.ETag)).Faults);
        Assert.Equal("precondition_required", (await coordinator.Patch(one, "{}", etag: null)).Code);
        var changed = (await coordinator.Patch(one, """{"phone":null,"channel":"paper","safe_to_text":false,"locale":null}""", added.ETag))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("en", (string?)changed.Body["locale"]);
        Assert.Null(changed.Body["phone"]);
        Assert.Equal("precondition_failed", (await coordinator.Patch(one, """{"name":"x"}""", added.ETag)).Code);
        Assert.Equal("precondition_failed", (await coordinator.Delete(one, added.ETag)).Code);
    }

    [Fact]
    public async Task Safeguarding_reads_and_does_not_write_and_volunteers_and_trainers_see_nobody()
    {
        var organisation = await api.Organisation();
        var path = await Contacts(organisation);
        var added = (await organisation.Owner.Post(path, OnPaper)).Expect(HttpStatusCode.Created);
        var safeguarding = await organisation.Member("safeguarding");

        (await safeguarding.Get(path)).Expect(HttpStatusCode.OK);
        (await safeguarding.Get($"{path}/{added.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal("forbidden", (await safeguarding.Post(path, OnPaper)).Code);
        Assert.Equal("forbidden", (await safeguarding.Patch($"{path}/{added.Id}", "{}", "*")).Code);
        Assert.Equal("forbidden", (await safeguarding.Delete($"{path}/{added.Id}", "*")).Code);
        foreach (var role in new[] { "volunteer", "trainer", "analyst", "auditor" })
        {
            var member = await organisation.Member(role);
            Assert.Equal("forbidden", (await member.Get(path)).Code);
            Assert.Equal("forbidden", (await member.Get($"{path}/{added.Id}")).Code);
        }
    }

    [Fact]
    public async Task Contacts_of_a_deleted_venue_of_another_venue_or_of_another_organisation_do_not_exist()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var venue = await organisation.Venue();
        var path = $"/v1/venues/{venue.Id}/contacts";
        var added = (await coordinator.Post(path, OnPaper)).Expect(HttpStatusCode.Created);
        var elsewhere = $"{await Contacts(organisation)}/{added.Id}";
        var stranger = await (await api.Organisation()).Coordinator();

        await NobodyThere(coordinator, elsewhere);
        await NobodyThere(stranger, $"{path}/{added.Id}");
        Assert.Equal("not_found", (await stranger.Get(path)).Code);
        Assert.Equal("not_found", (await stranger.Post(path, OnPaper)).Code);
        (await coordinator.Delete($"/v1/venues/{venue.Id}", venue.ETag)).Expect(HttpStatusCode.NoContent);
        await NobodyThere(coordinator, $"{path}/{added.Id}");
        Assert.Equal("not_found", (await coordinator.Get(path)).Code);
        Assert.Equal("not_found", (await coordinator.Post(path, OnPaper)).Code);
    }

    private static object OnPaper { get; } = new { Role = "owner", Channel = "paper" };

    private static async Task NobodyThere(Actor actor, string path)
    {
        Assert.Equal("not_found", (await actor.Get(path)).Code);
        Assert.Equal("not_found", (await actor.Patch(path, """{"name":"x"}""", "*")).Code);
        Assert.Equal("not_found", (await actor.Delete(path, "*")).Code);
    }

    private static async Task<string> Contacts(Organisation organisation) => $"/v1/venues/{(await organisation.Venue()).Id}/contacts";
}
