using System.Net;
using System.Text.Json.Nodes;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Interventions;

/// <summary>How the tests of this feature tell an intervention.</summary>
internal static class Telling
{
    public static JsonObject Report(DateOnly? on = null) => new()
    {
        ["occurred_on"] = (on ?? Organisation.Today).ToString("yyyy-MM-dd", null),
        ["part_of_day"] = "night",
        ["setting"] = "inside",
        ["channel"] = "phone",
        ["reporter_role"] = "venue_staff",
        ["incident_types"] = new JsonArray("unwanted_contact_requests", "threat"),
        ["asked_by_codeword"] = true,
        ["actions"] = new JsonArray("gave_safe_place", "called_taxi"),
        ["people_helped"] = 1,
        ["outcomes"] = new JsonArray("left_by_transport"),
        ["follow_up"] = "call_venue",
    };

    public static Task<Answer> Tell(
        this Actor actor, Answer partnership, JsonObject? report = null, string? narrative = null, string? key = null) => actor.Post(
        "/v1/interventions",
        new { PartnershipId = partnership.Id, Report = report ?? Report(), Narrative = narrative },
        ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    /// <summary>A day of the quarter before this one, which is over wherever the organisation is.</summary>
    public static DateOnly LastQuarter =>
        new DateOnly(Organisation.Today.Year, (((Organisation.Today.Month - 1) / 3) * 3) + 1, 1).AddDays(-20);

    public static string QuarterOf(DateOnly day) => $"{day.Year}-Q{((day.Month - 1) / 3) + 1}";

    /// <summary>So many in the last quarter; the last of them.</summary>
    public static async Task<Guid> TellOfLastQuarter(this Organisation organisation, Answer partnership, string setting, int times)
    {
        var volunteer = await organisation.Volunteer();
        var last = Guid.Empty;
        for (var time = 0; time < times; time++)
        {
            var report = Report(LastQuarter);
            report["setting"] = setting;
            last = (await volunteer.Tell(partnership, report)).Expect(HttpStatusCode.Created).Id;
        }

        return last;
    }

    /// <summary>A venue of a programme that takes narratives, and what happened there.</summary>
    public static async Task<(Answer Partnership, Answer Intervention)> WithNarrative(this Organisation organisation, string narrative)
    {
        var partnership = await organisation.Willing(new { NarrativeEnabled = true });
        var told = (await (await organisation.Member("safeguarding")).Tell(partnership, narrative: narrative)).Expect(HttpStatusCode.Created);
        return (partnership, told);
    }

    public static Task<Answer> ReadNarrative(this Actor actor, Answer intervention) =>
        actor.Get($"/v1/interventions/{intervention.Id}/narrative", ("X-Audit-Reason", "weekly case review"));
}
