using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SafeZones.Bench;

/// <summary>Asks both servers the same and holds the answers together: a limit that answers less is no limit.</summary>
internal static class SameAnswers
{
    private const double SizeDifferenceMax = 0.02;

    public static async Task Check(Servers servers, Scenario scenario, BenchDatabase database)
    {
        if (scenario.Name == "sticker_page")
        {
            await MakePages(servers.Api);
        }

        var api = await Ask(servers.Api, scenario);
        await database.Tidy();
        var limit = await Ask(servers.Limit, scenario);
        await database.Tidy();
        // What is written gets an id and a time of its own; its members are the same.
        var isSame = scenario.Writes
            ? Members(api) == Members(limit) && Math.Abs(api.Length - limit.Length) <= SizeDifferenceMax * api.Length
            : scenario.Name == "sticker_page" ? api == limit
            : JsonNode.DeepEquals(JsonNode.Parse(api), JsonNode.Parse(limit));
        Console.WriteLine($"{scenario.Name}: one answer is {Size(api)} bytes from the API, {Size(limit)} from the limit.");
        if (!isSame)
        {
            throw new CannotMeasure($"The answers differ.\n{api}\n{limit}");
        }
    }

    /// <summary>Where the pages are that the limit answers with.</summary>
    public static string PagesFolder => Repository.Local("bench-pages");

    private static async Task MakePages(ServerProcess api)
    {
        Directory.CreateDirectory(PagesFolder);
        using var client = new HttpClient();
        foreach (var code in BenchDatabase.Codes.Take(1000))
        {
            await File.WriteAllBytesAsync(
                Path.Combine(PagesFolder, code), await client.GetByteArrayAsync(new Uri(api.Address, $"/s/{code}")));
        }
    }

    private static async Task<string> Ask(ServerProcess server, Scenario scenario)
    {
        var member = File.ReadLines(Servers.LoadFile).First().Split(' ');
        using var request = scenario.Name switch
        {
            "venue_by_id" => new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"/v1/venues/{member[1]}")),
            "list_50" => new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/v1/venues?limit=50")),
            "near" => new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address,
                $"/v1/venues?near={Seed.CentreLatitude},{Seed.CentreLongitude}&radius_m=1000&limit=20")),
            "verify" => new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"/v1/public/verify/{BenchDatabase.Codes[0]}")),
            "sticker_page" => new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, $"/s/{BenchDatabase.Codes[0]}")),
            "create_venue" => Post(server, "/v1/venues", Body),
            "log_intervention" => Post(server, "/v1/interventions", Intervention.Replace("PARTNERSHIP", member[1], StringComparison.Ordinal)),
            "bulk_load" => Post(server, "/v1/venues/batch", $"{{\"items\":[{string.Join(',', Enumerable.Repeat(Body, 100))}]}}"),
            _ => throw new CannotMeasure($"{scenario.Name} has no request to compare."),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", member[0]);
        using var client = new HttpClient();
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? text
            : throw new CannotMeasure($"The {server.Name} answers {scenario.Name} with {(int)response.StatusCode}: {text}");
    }

    private static HttpRequestMessage Post(ServerProcess server, string path, string body) => new(HttpMethod.Post, new Uri(server.Address, path))
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
        Headers = { { "Idempotency-Key", $"same-{server.Name}" } },
    };

    private static int Size(string text) => Encoding.UTF8.GetByteCount(text);

    private static string Members(string json) =>
        string.Join(',', JsonNode.Parse(json)!.AsObject().Select(member => member.Key));

    // In the benchmark's data a venue and its partnership have one id.
    private const string Intervention =
        """
        {"partnership_id":"PARTNERSHIP","report":{"occurred_on":"2026-11-01","part_of_day":"night","setting":"inside","channel":"phone",
        "reporter_role":"venue_staff","incident_types":["unwanted_contact_requests","threat"],"asked_by_codeword":true,
        "actions":["gave_safe_place","called_taxi"],"people_helped":1,"outcomes":["left_by_transport"]}}
        """;

    private const string Body =
        """
        {"name":{"vi":"Quán Ăn Mới 000001","en":"New Diner 000001"},"category":"restaurant",
        "address":{"street":"1 Phố Mới","locality":"Hà Nội"},"point":{"latitude":21.02,"longitude":105.85},
        "opening_hours":"Mo-Su 07:00-22:30","languages":["vi","en"],"offers":["phone_charging","quiet_room"],
        "staff_count":{"n":12,"managers":2,"as_of":"2025-12-01","declared_by":"venue"},"visibility":"public"}
        """;
}
