using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api.Features.Partnerships.Decals;

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
        return new Organisation(api, created.Id, slug, api.Member(subject, created.Id));
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
            members[role] = member = api.Member(subject, Id);
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

    /// <summary>
    /// A prospect that has all it takes to pledge, in a programme with the first version of its text: a position, somebody who
    /// answers for it, twelve people of whom two are managers.
    /// </summary>
    /// <param name="policy">The knobs of the programme's policy that shall differ from its preset.</param>
    public async Task<Answer> Willing(object? policy = null)
    {
        var (coordinator, programme) = (await Coordinator(), await Programme());
        if (policy is not null)
        {
            var etag = (await coordinator.Get($"/v1/programmes/{programme}")).ETag;
            (await coordinator.Patch($"/v1/programmes/{programme}", new { Policy = policy }, etag)).Expect(HttpStatusCode.OK);
        }

        if ((await coordinator.Get($"/v1/programmes/{programme}/pledge-texts")).Data.Count == 0)
        {
            (await coordinator.Post($"/v1/programmes/{programme}/pledge-texts", new
            {
                Text = new { en = "We help whoever asks us." }, RequiredFrom = "2026-01-01",
            })).Expect(HttpStatusCode.Created);
        }

        var body = VenueBody();
        body["visibility"] = "public";
        body["staff_count"] = new JsonObject
        {
            ["n"] = 12, ["managers"] = 2, ["as_of"] = "2026-01-01", ["declared_by"] = "venue",
        };
        var venue = (await coordinator.Post("/v1/venues", body)).Expect(HttpStatusCode.Created);
        (await coordinator.Post($"/v1/venues/{venue.Id}/contacts", new
        {
            Role = "focal_point", Channel = "paper", Name = "Night shift",
        })).Expect(HttpStatusCode.Created);
        return (await coordinator.Post("/v1/partnerships", new { VenueId = venue.Id, ProgrammeId = programme }))
            .Expect(HttpStatusCode.Created);
    }

    /// <summary>Such a venue that has pledged today, on paper.</summary>
    public async Task<Answer> Pledged(object? policy = null)
    {
        var partnership = await Willing(policy);
        return (await (await Coordinator()).Post($"/v1/partnerships/{partnership.Id}/pledge", Pledge(), ("If-Match", "*")))
            .Expect(HttpStatusCode.OK);
    }

    /// <summary>Such a venue that is a safe zone: eight of its twelve are trained.</summary>
    public async Task<Answer> Active(object? policy = null)
    {
        var partnership = await Pledged(policy);
        (await Train(partnership, 8)).Expect(HttpStatusCode.Created);
        (await Train(partnership, 2, "manager")).Expect(HttpStatusCode.Created);
        return (await (await Coordinator()).Post($"/v1/partnerships/{partnership.Id}/activation", null, ("If-Match", "*")))
            .Expect(HttpStatusCode.OK);
    }

    /// <summary>A venue that has pledged and that a coordinator has suspended.</summary>
    public async Task<Answer> Suspended() => await Suspend(await Pledged());

    /// <summary>A coordinator, or whoever is named, suspends a venue.</summary>
    public async Task<Answer> Suspend(Answer partnership, Actor? by = null) =>
        (await Move(partnership, "suspension", new { Reason = "refused_help" }, by)).Expect(HttpStatusCode.OK);

    /// <summary>A training by head-count, today.</summary>
    public async Task<Answer> Train(Answer partnership, int headcount, string role = "staff", DateOnly? on = null) =>
        await (await Member("trainer")).Post("/v1/training-records", new
        {
            VenueId = partnership.Body["venue_id"]!.GetValue<Guid>(),
            Headcount = headcount,
            StaffRole = role,
            CompletedOn = (on ?? Today).ToString("yyyy-MM-dd", null),
            Result = "attended",
        });

    /// <summary>A training that is planned, for everybody unless it is for a venue.</summary>
    /// <param name="startsIn">In how much time it begins; it takes two hours.</param>
    /// <param name="change">What of the body shall be otherwise.</param>
    public async Task<Answer> Session(TimeSpan startsIn, Action<JsonObject>? change = null)
    {
        var body = SessionBody(await Curriculum(), DateTimeOffset.UtcNow + startsIn);
        change?.Invoke(body);
        return (await (await Member("trainer")).Post("/v1/training-sessions", body)).Expect(HttpStatusCode.Created);
    }

    /// <summary>A training that has just taken place.</summary>
    public async Task<Answer> HeldSession(Action<JsonObject>? change = null)
    {
        var session = await Session(-TimeSpan.FromHours(2), change);
        return (await MoveSession(session, "holding")).Expect(HttpStatusCode.OK);
    }

    /// <summary>A trainer, or whoever is named, moves a training session.</summary>
    public async Task<Answer> MoveSession(Answer session, string path, Actor? by = null) =>
        await (by ?? await Member("trainer")).Post($"/v1/training-sessions/{session.Id}/{path}", null, ("If-Match", "*"));

    /// <summary>A trainer counts who of a venue was there.</summary>
    public async Task<Answer> Attend(Answer session, Answer partnership, int headcount, string role = "staff") =>
        await Attend(session, partnership, new JsonObject { ["staff_role"] = role, ["headcount"] = headcount, ["result"] = "attended" });

    /// <summary>A trainer marks who of a venue was there, group by group.</summary>
    public async Task<Answer> Attend(Answer session, Answer partnership, params JsonObject[] people) =>
        await (await Member("trainer")).Post($"/v1/training-sessions/{session.Id}/attendance", new JsonObject
        {
            ["venue_id"] = partnership.Body["venue_id"]!.GetValue<Guid>(), ["people"] = new JsonArray([.. people]),
        });

    /// <summary>What is taught: the newest version of it, or its first.</summary>
    public async Task<Guid> Curriculum()
    {
        var trainer = await Member("trainer");
        return (await trainer.Get("/v1/curricula?limit=1")).Data is [var newest, ..]
            ? newest["id"]!.GetValue<Guid>()
            : (await trainer.Post("/v1/curricula", CurriculumBody())).Expect(HttpStatusCode.Created).Id;
    }

    public static JsonObject CurriculumBody(string code = "safe-nights") => new()
    {
        ["code"] = code,
        ["title"] = new JsonObject { ["en"] = "Safe nights: see, ask, help" },
        ["hours"] = 2.5,
        ["validity_months"] = 12,
        ["topics"] = new JsonArray("referral"),
        ["languages"] = new JsonArray("en", "vi"),
    };

    public static JsonObject SessionBody(Guid curriculum, DateTimeOffset startsAt) => new()
    {
        ["curriculum_id"] = curriculum,
        ["starts_at"] = startsAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", null),
        ["ends_at"] = startsAt.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:sszzz", null),
        ["format"] = "workshop",
        ["capacity"] = 20,
        ["place"] = "Community hall",
    };

    /// <summary>The venue says how many work there now.</summary>
    public async Task<Answer> DeclareStaff(Answer partnership, int total)
    {
        var venue = $"/v1/venues/{partnership.Body["venue_id"]}";
        return (await Owner.Patch(venue, new
        {
            StaffCount = new { N = total, Managers = 2, AsOf = Today.ToString("yyyy-MM-dd", null), DeclaredBy = "venue" },
        }, "*")).Expect(HttpStatusCode.OK);
    }

    /// <summary>A sticker that is set aside for a partnership.</summary>
    public async Task<Answer> Allocated(Answer partnership)
    {
        var coordinator = await Coordinator();
        var editions = (await coordinator.Get("/v1/material-editions")).Data;
        var edition = editions.Count > 0
            ? editions[0]["id"]!.GetValue<Guid>()
            : (await coordinator.Post("/v1/material-editions", new { Kind = "window_decal", Locale = "vi", Size = "A6", Edition = 1 }))
                .Expect(HttpStatusCode.Created).Id;
        var decal = (await coordinator.Post("/v1/decals", new { MaterialEditionId = edition })).Expect(HttpStatusCode.Created);
        return (await MoveDecal(decal, "allocation", new { PartnershipId = partnership.Id })).Expect(HttpStatusCode.OK);
    }

    /// <summary>What stickers of a size are printed from.</summary>
    public async Task<Answer> Edition(string size, string locale = "en") =>
        (await (await Coordinator()).Post("/v1/material-editions", new { Kind = "window_decal", Locale = locale, Size = size, Edition = 1 }))
            .Expect(HttpStatusCode.Created);

    /// <summary>So many of its stickers, in the order of their serials.</summary>
    public async Task<List<JsonNode>> Minted(Answer edition, int quantity)
    {
        var minted = new List<JsonNode>();
        while (minted.Count < quantity)
        {
            minted.AddRange((await (await Coordinator()).Post(
                    "/v1/decals/batch", new { MaterialEditionId = edition.Id, Quantity = Math.Min(200, quantity - minted.Count) }))
                .Expect(HttpStatusCode.OK).Data);
        }

        return minted;
    }

    /// <summary>A coordinator asks for a print; the job, which has not begun.</summary>
    public async Task<Answer> StartPrint(object body) =>
        (await (await Coordinator()).Post("/v1/decal-prints", body)).Expect(HttpStatusCode.Accepted);

    /// <summary>The job once the system has had its time for it.</summary>
    public async Task<Answer> Finished(Answer job)
    {
        for (var passes = 0; passes < 200; passes++)
        {
            // Null while the pass of another test is at it.
            await api.Services.GetRequiredService<DecalPrinter>().Pass(CancellationToken.None);
            var now = (await Owner.Get($"/v1/jobs/{job.Id}")).Expect(HttpStatusCode.OK);
            if ((string?)now.Body["status"] is not ("queued" or "running"))
            {
                return now;
            }

            await Task.Delay(50);
        }

        throw new Xunit.Sdk.XunitException($"The system does not get on with {job}");
    }

    /// <summary>The same, all at once.</summary>
    public async Task<Answer> Printed(object body) => await Finished(await StartPrint(body));

    /// <summary>A sticker in the window of an active venue.</summary>
    public async Task<Answer> Displayed(Answer partnership)
    {
        var decal = await Allocated(partnership);
        (await MoveDecal(decal, "issue")).Expect(HttpStatusCode.OK);
        return (await MoveDecal(decal, "display", new { PlacedAt = "window" })).Expect(HttpStatusCode.OK);
    }

    public async Task<Answer> MoveDecal(Answer decal, string path, object? body = null) =>
        await (await Coordinator()).Post($"/v1/decals/{decal.Id}/{path}", body, ("If-Match", "*"));

    /// <summary>The path of a new action link below /v1, for whoever builds a page of their own.</summary>
    public async Task<string> Link(Answer partnership, string purpose)
    {
        var made = (await (await Coordinator()).Post("/v1/action-links", new { PartnershipId = partnership.Id, Purpose = purpose }))
            .Expect(HttpStatusCode.Created);
        return $"/v1/links/{((string)made.Body["url"]!).Split('/')[^1]}";
    }

    /// <summary>The path of the page of a new action link, as the venue would be given it.</summary>
    public async Task<string> Page(Answer partnership, string purpose) =>
        (await Link(partnership, purpose)).Replace("/v1/links/", "/l/", StringComparison.Ordinal);

    /// <summary>A coordinator, or whoever is named, moves a partnership.</summary>
    public async Task<Answer> Move(Answer partnership, string path, object? body = null, Actor? by = null) =>
        await (by ?? await Coordinator()).Post($"/v1/partnerships/{partnership.Id}/{path}", body, ("If-Match", "*"));

    /// <summary>Today, where the organisation's venues are.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh")).DateTime);

    public static JsonObject Pledge(int version = 1) => new()
    {
        ["pledge_version"] = version,
        ["locale"] = "en",
        ["accepted_on"] = Today.ToString("yyyy-MM-dd", null),
        ["signatory_role"] = "owner",
        ["evidence"] = "folder 3, sheet 12",
    };

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
