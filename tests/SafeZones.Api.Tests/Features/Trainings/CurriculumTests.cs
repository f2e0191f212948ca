using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Trainings;

public sealed class CurriculumTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task What_is_taught_gets_a_next_version_and_the_older_one_stays_as_it_was()
    {
        var organisation = await api.Organisation();
        var trainer = await organisation.Member("trainer");

        var first = (await trainer.Post("/v1/curricula", Body())).Expect(HttpStatusCode.Created);
        var second = (await trainer.Post("/v1/curricula", Body(hours: 3))).Expect(HttpStatusCode.Created);
        var tenth = (await trainer.Post("/v1/curricula", Body(version: 10))).Expect(HttpStatusCode.Created);
        var eleventh = (await trainer.Post("/v1/curricula", Body())).Expect(HttpStatusCode.Created);
        var other = (await trainer.Post("/v1/curricula", Body("first-aid"))).Expect(HttpStatusCode.Created);

        Assert.Equal([1, 2, 10, 11, 1], new[] { first, second, tenth, eleventh, other }.Select(one => (int)one.Body["version"]!));
        var read = (await trainer.Get($"/v1/curricula/{first.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal((first.Text, "\"1\"", first.Headers["Location"]), (read.Text, read.ETag, $"/v1/curricula/{first.Id}"));
        Assert.Equal(HttpStatusCode.NotModified, (await trainer.Get($"/v1/curricula/{first.Id}", ("If-None-Match", read.ETag!))).Status);
        Assert.Equal(
            [11, 10, 2, 1],
            (await trainer.Get("/v1/curricula?code=safe-nights")).Data.Select(one => (int)one["version"]!));
    }

    [Fact]
    public async Task Curricula_are_listed_the_latest_first_and_page_by_page()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        foreach (var code in new[] { "first-aid", "referral", "safe-nights" })
        {
            (await coordinator.Post("/v1/curricula", Body(code))).Expect(HttpStatusCode.Created);
        }

        var page = (await (await organisation.Volunteer()).Get("/v1/curricula?limit=2")).Expect(HttpStatusCode.OK);
        var rest = await (await organisation.Volunteer()).Get($"/v1/curricula?limit=2&cursor={(string)page.Body["page"]!["next_cursor"]!}");

        Assert.Equal(["safe-nights", "referral", "first-aid"], page.Data.Concat(rest.Data).Select(one => (string)one["code"]!));
    }

    [Fact]
    public async Task A_version_that_exists_is_not_replaced()
    {
        var trainer = await (await api.Organisation()).Member("trainer");
        (await trainer.Post("/v1/curricula", Body(version: 4))).Expect(HttpStatusCode.Created);

        Assert.Equal("curriculum_exists", (await trainer.Post("/v1/curricula", Body(version: 4))).Code);
        Assert.Single((await trainer.Get("/v1/curricula")).Data);
    }

    // Two people press the button at the same moment.
    [Fact]
    public async Task Two_texts_at_once_become_two_versions()
    {
        var trainer = await (await api.Organisation()).Member("trainer");

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => trainer.Post("/v1/curricula", Body())));

        Assert.All(made, one => one.Expect(HttpStatusCode.Created));
        Assert.Equal(Enumerable.Range(1, 8), made.Select(one => (int)one.Body["version"]!).Order());
    }

    [Theory]
    [InlineData("code", "Safe Nights", "/code wrong_format")]
    [InlineData("hours", 0, "/hours out_of_range")]
    [InlineData("validity_months", 0, "/validity_months out_of_range")]
    [InlineData("version", 0, "/version out_of_range")]
    public async Task What_cannot_be_is_refused_by_its_name(string member, object value, string fault)
    {
        var body = Body();
        body[member] = JsonValue.Create(value);

        Assert.Equal([fault], (await (await api.Organisation()).Owner.Post("/v1/curricula", body)).Faults);
    }

    private static JsonObject Body(string code = "safe-nights", double hours = 2.5, int? version = null)
    {
        var body = Organisation.CurriculumBody(code);
        body["hours"] = hours;
        if (version is not null)
        {
            body["version"] = version;
        }

        return body;
    }
}
