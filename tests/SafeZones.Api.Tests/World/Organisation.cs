using System.Net;
using System.Text.Json.Nodes;

namespace SafeZones.Api.Tests.World;

/// <summary>An organisation with its people, made through the API.</summary>
public sealed class Organisation
{
    private readonly RunningApi api;
    private readonly Dictionary<string, Actor> members = [];

    private Organisation(RunningApi api, Guid id, string slug, Actor owner)
    {
        this.api = api;
        Id = id;
        Slug = slug;
        Owner = owner;
    }

    public Guid Id { get; }

    public string Slug { get; }

    public Actor Owner { get; }

    internal static async Task<Organisation> Create(RunningApi api, string timeZone, string country)
    {
        var subject = $"owner-{Guid.NewGuid():N}";
        var slug = $"o-{Guid.NewGuid():N}";
        var created = (await (await api.Operator()).Post("/v1/admin/organisations", new
        {
            Slug = slug,
            Name = new { en = "Test Network" },
            Country = country,
            TimeZone = timeZone,
            Locales = new[] { "en", "vi" },
            DefaultLocale = "en",
            Owner = new { Subject = subject },
            Programme = new { Name = new { en = "Safe Zones" }, Preset = "training_first" },
        })).Expect(HttpStatusCode.Created);
        return new Organisation(api, created.Id, slug, new Actor(api.Client, api.Token(subject, created.Id)));
    }

    /// <summary>A member with that role, invited by the owner; the same one each time.</summary>
    public async Task<Actor> Member(string role)
    {
        if (role == "owner")
        {
            return Owner;
        }

        if (!members.TryGetValue(role, out var member))
        {
            var subject = $"{role}-{Guid.NewGuid():N}";
            (await Owner.Post("/v1/members", new { Subject = subject, Role = role })).Expect(HttpStatusCode.Created);
            members[role] = member = new Actor(api.Client, api.Token(subject, Id));
        }

        return member;
    }

    public Task<Actor> Coordinator() => Member("coordinator");

    public Task<Actor> Volunteer() => Member("volunteer");

    /// <summary>A venue as a coordinator would register it.</summary>
    public async Task<Answer> Venue(string name = "Test Café", double latitude = 21.03, double longitude = 105.85) =>
        (await (await Coordinator()).Post("/v1/venues", VenueBody(name, latitude, longitude))).Expect(HttpStatusCode.Created);

    public static JsonObject VenueBody(string name = "Test Café", double latitude = 21.03, double longitude = 105.85) => new()
    {
        ["name"] = new JsonObject { ["en"] = name },
        ["category"] = "cafe",
        ["point"] = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude },
    };

    /// <summary>The programme that the organisation was created with, running unless it was left a draft.</summary>
    public async Task<Guid> Programme()
    {
        var programme = (await Owner.Get("/v1/programmes?limit=1")).Data[0];
        if ((string?)programme["status"] == "draft")
        {
            (await Owner.Post($"/v1/programmes/{programme["id"]}/activation", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        }

        return programme["id"]!.GetValue<Guid>();
    }

    /// <summary>A venue that is a prospect of that programme.</summary>
    public async Task<Answer> Prospect() => (await (await Coordinator()).Post(
        "/v1/partnerships", new { VenueId = (await Venue()).Id, ProgrammeId = await Programme() })).Expect(HttpStatusCode.Created);

    /// <summary>A rectangular area, drawn by a coordinator.</summary>
    public async Task<Answer> Area(string name, double west, double south, double east, double north, string? adminCode = null) =>
        (await (await Coordinator()).Post("/v1/areas", AreaBody(name, Rectangle(west, south, east, north), adminCode)))
            .Expect(HttpStatusCode.Created);

    public static JsonObject AreaBody(string name, JsonObject geometry, string? adminCode = null)
    {
        var body = new JsonObject { ["name"] = new JsonObject { ["en"] = name }, ["geometry"] = geometry };
        if (adminCode is not null)
        {
            body["admin_code"] = adminCode;
        }

        return body;
    }

    public static JsonObject Rectangle(double west, double south, double east, double north) => new()
    {
        ["type"] = "Polygon",
        ["coordinates"] = new JsonArray(new JsonArray(
            new JsonArray(west, south), new JsonArray(east, south), new JsonArray(east, north), new JsonArray(west, north),
            new JsonArray(west, south))),
    };
}
