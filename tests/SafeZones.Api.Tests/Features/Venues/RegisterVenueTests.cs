using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Venues;

public sealed class RegisterVenueTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_volunteer_registers_a_venue_and_is_told_where_it_is()
    {
        var organisation = await api.Organisation();
        var volunteer = await organisation.Volunteer();

        var registered = (await volunteer.Post("/v1/venues", Organisation.VenueBody("Quán Cà Phê"))).Expect(HttpStatusCode.Created);

        Assert.Equal($"/v1/venues/{registered.Id}", registered.Headers["Location"]);
        Assert.Equal("\"1\"", registered.ETag);
        Assert.Equal("Asia/Ho_Chi_Minh", (string?)registered.Body["time_zone"]);
        Assert.Equal("hidden", (string?)registered.Body["visibility"]);
        Assert.Equal("VN", (string?)registered.Body["address"]!["country"]);
    }

    [Fact]
    public async Task A_venue_of_a_similar_name_within_fifty_metres_is_named_as_a_possible_duplicate()
    {
        var organisation = await api.Organisation();
        var first = await organisation.Venue("Highlands Coffee", 21.0285, 105.8542);

        var second = await organisation.Venue("Highland Coffee", 21.0286, 105.8543);
        var far = await organisation.Venue("Highlands Coffee", 21.0385, 105.8542);

        Assert.Equal(first.Id, second.Body["possible_duplicates"]![0]!["id"]!.GetValue<Guid>());
        Assert.Null(far.Body["possible_duplicates"]);
    }

    [Fact]
    public async Task Every_wrong_member_is_named_by_its_pointer()
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        var refused = await coordinator.Post("/v1/venues", new
        {
            Name = new { xx_nowhere = "x", en = "" },
            Category = "cafe",
            Point = new { Latitude = 91, Longitude = 181 },
            TimeZone = "Mars/Olympus",
            OpeningHours = "Mo-Xx 10:00",
            Languages = new[] { "en", "qqq" },
            StaffCount = new { N = -1, Managers = 0, AsOf = "1899-12-31", DeclaredBy = "venue" },
        });

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(
            [
                "/languages/1 unknown_language", "/name/en text_blank", "/name/xx_nowhere language_tag_unknown",
                "/opening_hours invalid_opening_hours", "/point/latitude out_of_range", "/point/longitude out_of_range",
                "/staff_count/as_of date_too_early", "/staff_count/n out_of_range", "/time_zone unknown_time_zone",
            ],
            refused.Faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fifty_twins_with_one_idempotency_key_make_one_venue_and_get_one_answer()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var body = Organisation.VenueBody("Twin Café");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            coordinator.Post("/v1/venues", body, ("Idempotency-Key", "twins"))));

        Assert.Equal([HttpStatusCode.Created], answers.Select(answer => answer.Status).Distinct());
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(49, answers.Count(answer => answer.Headers.ContainsKey("Idempotency-Replayed")));
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from venues where tenant_id = $1", organisation.Id));
    }
}
