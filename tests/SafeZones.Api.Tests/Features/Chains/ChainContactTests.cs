using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Chains;

public sealed class ChainContactTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_contact_is_set_read_replaced_and_forgotten_and_every_step_leaves_its_fields_and_no_value()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var chain = await Chain(coordinator);
        var path = $"/v1/chains/{chain.Id}/contact";

        var set = (await coordinator.Put(path, new { Name = "Area manager", Phone = "+1 (202) 555-0100" }, ("If-Match", chain.ETag!)))
            .Expect(HttpStatusCode.OK);
        var read = (await coordinator.Get(path)).Expect(HttpStatusCode.OK);
        var replaced = (await coordinator.Put(path, new { Email = "manager@example.org" }, ("If-Match", read.ETag!))).Expect(HttpStatusCode.OK);
        (await coordinator.Delete(path, replaced.ETag)).Expect(HttpStatusCode.NoContent);

        Assert.Equal("+12025550100", (string?)set.Body["phone"]);
        Assert.Equal(set.Text, read.Text);
        Assert.Null(replaced.Body["phone"]);
        Assert.Equal("not_found", (await coordinator.Get(path)).Code);
        Assert.Equal("not_found", (await coordinator.Delete(path, "*")).Code);
        Assert.Equal("Example Coffee", (string?)(await coordinator.Get($"/v1/chains/{chain.Id}")).Body["name"]);
        Assert.Equal(
            [
                "register_chain chain(name)", "set_chain_contact chain_contact(name, phone)",
                "read_chain_contact chain_contact(name, phone)", "set_chain_contact chain_contact(name, phone, email)",
                "remove_chain_contact chain_contact(email)",
            ],
            await organisation.TrailOf(chain.Id));
        Assert.DoesNotContain("+1202", (await (await organisation.Member("auditor")).Get("/v1/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_never_shows_in_the_chain_or_the_list()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var chain = await Chain(coordinator);
        (await coordinator.Put($"/v1/chains/{chain.Id}/contact", new { Phone = "+12025550100" }, ("If-Match", chain.ETag!))).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain("2025550100", (await coordinator.Get($"/v1/chains/{chain.Id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("2025550100", (await coordinator.Get("/v1/chains")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Safeguarding_reads_a_contact_and_does_not_write_it_and_who_registers_venues_sees_none()
    {
        var organisation = await api.Organisation();
        var chain = await Chain(await organisation.Coordinator());
        var path = $"/v1/chains/{chain.Id}/contact";
        var body = new { Phone = "+12025550100" };
        (await organisation.Owner.Put(path, body, ("If-Match", chain.ETag!))).Expect(HttpStatusCode.OK);

        (await (await organisation.Member("safeguarding")).Get(path)).Expect(HttpStatusCode.OK);
        Assert.Equal("forbidden", (await (await organisation.Member("safeguarding")).Put(path, body, ("If-Match", "*"))).Code);
        foreach (var role in new[] { "volunteer", "trainer", "analyst", "auditor" })
        {
            Assert.Equal("forbidden", (await (await organisation.Member(role)).Get(path)).Code);
            Assert.Equal("forbidden", (await (await organisation.Member(role)).Delete(path, "*")).Code);
        }
    }

    [Theory]
    [InlineData("""{"phone":"0202 555 0100"}""", "/phone invalid_phone")]
    [InlineData("""{"phone":"+1 202"}""", "/phone invalid_phone")]
    [InlineData("""{"phone":"+999 555 0100 00"}""", "/phone invalid_phone")]
    [InlineData("""{"phone":"+12025550100 ext. 7"}""", "/phone invalid_phone")]
    [InlineData("""{"phone":"call me"}""", "/phone invalid_phone")]
    [InlineData("""{"email":"somebody"}""", "/email invalid_email")]
    [InlineData("{}", " contradiction")]
    public async Task A_contact_that_reaches_nobody_is_refused(string body, string fault)
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var chain = await Chain(coordinator);

        Assert.Equal([fault], (await coordinator.Put($"/v1/chains/{chain.Id}/contact", body, ("If-Match", chain.ETag!))).Faults);
    }

    [Fact]
    public async Task Digits_of_any_script_make_the_same_number()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var chain = await Chain(coordinator);

        var set = await coordinator.Put($"/v1/chains/{chain.Id}/contact", new { Phone = "+٤٤ ٧٧٠٠ ٩٠٠١٢٣" }, ("If-Match", chain.ETag!));

        Assert.Equal("+447700900123", (string?)set.Expect(HttpStatusCode.OK).Body["phone"]);
    }

    [Fact]
    public async Task A_write_needs_the_chains_version_and_another_organisations_contact_does_not_exist()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var chain = await Chain(coordinator);
        var path = $"/v1/chains/{chain.Id}/contact";
        var body = new { Phone = "+12025550100" };
        var stranger = await (await api.Organisation()).Coordinator();

        Assert.Equal("precondition_required", (await coordinator.Put(path, body)).Code);
        (await coordinator.Put(path, body, ("If-Match", chain.ETag!))).Expect(HttpStatusCode.OK);
        Assert.Equal("precondition_failed", (await coordinator.Put(path, body, ("If-Match", chain.ETag!))).Code);
        Assert.Equal("precondition_failed", (await coordinator.Delete(path, chain.ETag)).Code);
        Assert.Equal("not_found", (await stranger.Get(path)).Code);
        Assert.Equal("not_found", (await stranger.Put(path, body, ("If-Match", "*"))).Code);
        Assert.Equal("not_found", (await stranger.Delete(path, "*")).Code);
    }

    private static async Task<Answer> Chain(Actor actor) =>
        (await actor.Post("/v1/chains", new { Name = "Example Coffee" })).Expect(HttpStatusCode.Created);
}
