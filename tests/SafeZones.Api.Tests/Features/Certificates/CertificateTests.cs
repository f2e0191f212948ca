using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SafeZones.Api.Pages;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Certificates;

public sealed class CertificateTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Who_was_trained_keeps_a_certificate_that_names_nobody_and_no_venue_and_whoever_sees_it_learns_what_it_is_worth()
    {
        var organisation = await api.Organisation();
        var record = await Trained(organisation);

        var certificate = (await Issue(organisation, record)).Expect(HttpStatusCode.Created);
        var shown = (await api.Stranger.Get($"/v1/public/certificates/{certificate.Id}")).Expect(HttpStatusCode.OK);

        Assert.Equal($"{RunningApi.PublicUrl}/c/{certificate.Id}", (string?)certificate.Body["verify_url"]);
        Assert.Equal(("valid", 2.5, $"{Organisation.Today:yyyy-MM-dd}", $"{Organisation.Today.AddMonths(12):yyyy-MM-dd}"), (
            (string?)shown.Body["status"], (double)shown.Body["hours"]!, (string?)shown.Body["completed_on"], (string?)shown.Body["valid_until"]));
        Assert.DoesNotContain("S-04", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Test Café", shown.Text, StringComparison.Ordinal);
        Assert.Equal(4, certificate.Id.Version);
        Assert.Equal("certificate_exists", (await Issue(organisation, record)).Code);
        Assert.Equal(certificate.Id, (await (await organisation.Member("trainer")).Get($"/v1/certificates?training_record_id={record}")).Data.Single()["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task A_head_count_a_failed_test_a_record_without_a_session_and_somebody_elses_are_not_certified()
    {
        var (organisation, other) = (await api.Organisation(), await api.Organisation());
        var partnership = await organisation.Pledged();
        var session = await organisation.HeldSession();
        var attended = (await organisation.Attend(session, partnership,
            new JsonObject { ["staff_role"] = "staff", ["headcount"] = 3, ["result"] = "attended" },
            new JsonObject { ["staff_role"] = "staff", ["person_refs"] = new JsonArray("S-09"), ["result"] = "failed" })).Expect(HttpStatusCode.OK);
        Assert.NotNull(attended);
        var alone = (await organisation.Train(partnership, 1)).Expect(HttpStatusCode.Created).Id;

        foreach (var record in (await organisation.Owner.Get("/v1/training-records")).Data.Select(one => one["id"]!.GetValue<Guid>()))
        {
            Assert.Equal("certificate_impossible", (await Issue(organisation, record)).Code);
        }

        Assert.Equal("certificate_impossible", (await Issue(organisation, alone)).Code);
        Assert.Equal("certificate_impossible", (await Issue(organisation, await Trained(other))).Code);
        Assert.Equal("certificate_impossible", (await Issue(organisation, Guid.NewGuid())).Code);
    }

    [Fact]
    public async Task The_open_badge_verifies_by_the_key_that_it_names_and_says_the_same_as_the_paper()
    {
        var organisation = await api.Organisation();
        var certificate = await Issue(organisation, await Trained(organisation));

        var (payload, header) = await Verified(await Text($"/v1/public/certificates/{certificate.Id}/credential"));

        var issuer = $"{RunningApi.PublicUrl}/v1/public/issuers/{organisation.Id}";
        Assert.Equal(("RS256", "vc+jwt"), ((string?)header["alg"], (string?)header["typ"]));
        Assert.Equal((issuer, $"{RunningApi.PublicUrl}/v1/public/certificates/{certificate.Id}"), ((string?)payload["iss"], (string?)payload["jti"]));
        Assert.Equal((string?)payload["jti"], (string?)payload["id"]);
        Assert.Equal(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], payload["@context"]!.AsArray().Select(one => (string)one!));
        Assert.Equal(["VerifiableCredential", "OpenBadgeCredential"], payload["type"]!.AsArray().Select(one => (string)one!));
        Assert.Equal("Safe nights: see, ask, help", (string?)payload["credentialSubject"]!["achievement"]!["name"]);
        Assert.Equal($"{Organisation.Today:yyyy-MM-dd}T00:00:00Z", (string?)payload["validFrom"]);
        Assert.Equal(DateTimeOffset.Parse((string)payload["validUntil"]!, null).ToUnixTimeSeconds(), (long)payload["exp"]!);
        Assert.Equal("BitstringStatusListEntry", (string?)payload["credentialStatus"]!["type"]);
        Assert.DoesNotContain("S-04", payload.ToJsonString(), StringComparison.Ordinal);
        var profile = (await api.Stranger.Get(new Uri(issuer).AbsolutePath)).Expect(HttpStatusCode.OK);
        Assert.Equal(("Test Network", issuer), ((string?)profile.Body["name"], (string?)profile.Body["id"]));
    }

    [Fact]
    public async Task A_revocation_shows_on_the_page_in_the_answer_and_in_the_status_list_and_nowhere_else()
    {
        var organisation = await api.Organisation();
        var (kept, revoked) = (await Issue(organisation, await Trained(organisation)), await Issue(organisation, await Trained(organisation)));
        var trainer = await organisation.Member("trainer");

        (await trainer.Post($"/v1/certificates/{revoked.Id}/revocation", null, ("If-Match", revoked.ETag!))).Expect(HttpStatusCode.BadRequest);
        (await trainer.Post($"/v1/certificates/{revoked.Id}/revocation", null, ("If-Match", revoked.ETag!), ("X-Audit-Reason", "issued to the wrong label")))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(("valid", "revoked"), (await Status(kept), await Status(revoked)));
        Assert.Equal(PageSentences.ByLanguage["en"]["certificate_revoked_title"], Headline((await Page(revoked.Id)).Text));
        var (list, _) = await Verified(await Text($"/v1/public/issuers/{organisation.Id}/status-list"));
        var bits = Decode((string)list["credentialSubject"]!["encodedList"]!);
        Assert.Equal((131_072, 1), (bits.Length * 8, bits.Sum(one => int.PopCount(one))));
        Assert.Equal((false, true), (Bit(bits, await Place(kept)), Bit(bits, await Place(revoked))));

        async Task<string?> Status(Answer certificate) => (string?)(await api.Stranger.Get($"/v1/public/certificates/{certificate.Id}")).Body["status"];

        async Task<int> Place(Answer certificate) => int.Parse(
            (string)(await Verified(await Text($"/v1/public/certificates/{certificate.Id}/credential"))).Payload["credentialStatus"]!["statusListIndex"]!, null);
    }

    [Fact]
    public async Task It_expires_after_its_last_day_and_nobody_vouches_for_it_while_the_organisation_is_suspended()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var own = await RunningApi.Start(clock: clock, renewsTokens: true);
        await using var database = own.Database;
        var organisation = await own.Organisation();
        var certificate = await Issue(organisation, await Trained(organisation));
        var path = $"/v1/public/certificates/{certificate.Id}";

        (await (await own.Operator()).Post($"/v1/admin/organisations/{organisation.Id}/suspension", null, ("If-Match", "*"), ("X-Audit-Reason", "a test"))).Expect(HttpStatusCode.OK);
        Assert.Equal("not_vouched_for", (string?)(await own.Stranger.Get(path)).Body["status"]);
        clock.Advance(TimeSpan.FromDays(366 + 1));
        Assert.Equal("expired", (string?)(await own.Stranger.Get(path)).Body["status"]);
    }

    [Fact]
    public async Task The_page_says_it_in_every_language_and_has_no_place_to_send_the_name_to()
    {
        var organisation = await api.Organisation();
        var certificate = await Issue(organisation, await Trained(organisation));

        foreach (var texts in PageSentences.ByLanguage.Values)
        {
            var page = await Page(certificate.Id, texts.Language);
            Assert.Equal(texts["certificate_valid_title"], Headline(page.Text));
            Assert.Contains($"<html lang=\"{texts.Language}\" dir=\"{(texts.Language == "ar" ? "rtl" : "ltr")}\">", page.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch("<form|<input[^>]* name=", page.Text);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await Page(Guid.NewGuid())).Status);
        Assert.Equal(Masked(await api.Stranger.Get($"/v1/public/certificates/{Guid.NewGuid()}")), Masked(await api.Stranger.Get($"/v1/public/certificates/{Guid.Empty}")));
        (await api.Stranger.Get($"/v1/public/issuers/{(await api.Organisation()).Id}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Ten_certificates_at_once_share_one_key_and_no_place_in_the_list()
    {
        var organisation = await api.Organisation();
        var records = new List<Guid>();
        for (var number = 0; number < 10; number++)
        {
            records.Add(await Trained(organisation));
        }

        var issued = await Task.WhenAll(records.Select(record => Issue(organisation, record)));

        Assert.All(issued, one => Assert.Equal(HttpStatusCode.Created, one.Status));
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from credential_keys where tenant_id = $1", organisation.Id));
        Assert.Equal(10L, await api.Database.Look<long>("select count(distinct status_index) from certificates where tenant_id = $1", organisation.Id));
    }

    internal static async Task<Answer> Issue(Organisation organisation, Guid record) =>
        await (await organisation.Member("trainer")).Post("/v1/certificates", new { TrainingRecordId = record });

    /// <summary>The record of one person of a venue who took part in a training session.</summary>
    internal static async Task<Guid> Trained(Organisation organisation)
    {
        var partnership = await organisation.Pledged();
        var session = await organisation.HeldSession();
        (await organisation.Attend(session, partnership, new JsonObject
        {
            ["staff_role"] = "staff", ["person_refs"] = new JsonArray("S-04"), ["result"] = "passed",
        })).Expect(HttpStatusCode.OK);
        return (await organisation.Owner.Get($"/v1/training-records?venue_id={partnership.Body["venue_id"]}")).Data.Single()["id"]!.GetValue<Guid>();
    }

    private async Task<Answer> Page(Guid id, string language = "en")
    {
        using var response = await api.Client.GetAsync($"/c/{id}?lang={language}");
        return await Answer.Of(response);
    }

    private static string Headline(string page) => WebUtility.HtmlDecode(Regex.Match(page, "<h1[^>]*>(.*?)</h1>").Groups[1].Value);

    private async Task<string> Text(string path) => (await api.Stranger.Get(path)).Expect(HttpStatusCode.OK).Text;

    /// <summary>Checks the signature as a wallet does, by the key that the header names, and gives what was signed.</summary>
    private async Task<(JsonNode Payload, JsonNode Header)> Verified(string jwt)
    {
        var header = JsonNode.Parse(WebEncoders.Base64UrlDecode(jwt.Split('.')[0]))!;
        var key = await api.Stranger.Get(new Uri((string)header["kid"]!).AbsolutePath);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(jwt, new TokenValidationParameters
        {
            IssuerSigningKey = new JsonWebKey(key.Text), ValidateAudience = false, ValidateLifetime = false, ValidAlgorithms = ["RS256"],
            ValidIssuer = $"{new Uri((string)header["kid"]!).GetLeftPart(UriPartial.Authority)}{string.Join('/', new Uri((string)header["kid"]!).AbsolutePath.Split('/')[..^2])}",
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonNode.Parse(WebEncoders.Base64UrlDecode(jwt.Split('.')[1]))!, header);
    }

    private static byte[] Decode(string list)
    {
        Assert.Equal('u', list[0]);
        using var gzip = new GZipStream(new MemoryStream(WebEncoders.Base64UrlDecode(list[1..])), CompressionMode.Decompress);
        using var bits = new MemoryStream();
        gzip.CopyTo(bits);
        return bits.ToArray();
    }

    private static bool Bit(byte[] bits, int place) => (bits[place / 8] & (0x80 >> (place % 8))) != 0;

    private static string Masked(Answer answer) => Regex.Replace($"{answer.Status} {answer.Text}", "\"(trace_id|instance)\":\"[^\"]+\"", "");
}
