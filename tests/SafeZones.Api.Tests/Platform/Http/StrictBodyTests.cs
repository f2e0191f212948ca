using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.Http;

public sealed class StrictBodyTests(SharedApi shared)
{
    private const string Path = "/v1/chains";

    private readonly RunningApi api = shared.Api;

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; Charset=\"UTF-8\"")]
    public async Task Utf_8_may_be_named_in_any_way(string contentType)
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        (await coordinator.Send(HttpMethod.Post, Path, """{"name":"Café"}""", [], contentType)).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("application/geo+json", HttpStatusCode.OK)]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/vnd.api+json", HttpStatusCode.UnsupportedMediaType)]
    public async Task An_import_takes_the_media_types_of_its_document(string contentType, HttpStatusCode status)
    {
        var organisation = await api.Organisation();
        var map = new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["features"] = new JsonArray(new JsonObject
            {
                ["type"] = "Feature", ["properties"] = new JsonObject { ["name"] = "Quận" }, ["geometry"] = Organisation.Rectangle(1, 1, 2, 2),
            }),
        };

        Assert.Equal(status, (await organisation.Owner.Send(
            HttpMethod.Post, "/v1/areas/import", map.ToJsonString(), [("Idempotency-Key", "map")], contentType)).Status);
    }

    [Theory]
    [InlineData("""{"name":["a", NaN]}""", "/name/1 not_json")]
    [InlineData("""{"name":"a","also":{"x":[[1],[2,{"y":"\u0000"}]]}}""", "/also/x/1/1/y invalid_text")]
    [InlineData("""{"a~b/c":"\ud800"}""", "/a~0b~1c invalid_text")]
    [InlineData("""{"name":"a","\ud800":1}""", "/\\ud800 invalid_text")]
    [InlineData("""{"name":"a"} x""", " not_json")]
    [InlineData("", " required")]
    [InlineData("[]", " wrong_type")]
    [InlineData("""{"name":"a","n\u0061me":"b"}""", "/name duplicate_member")]
    public async Task A_fault_is_named_where_it_stands(string body, string fault)
    {
        var coordinator = await (await api.Organisation()).Coordinator();

        Assert.Equal([fault], (await coordinator.Post(Path, body)).Expect(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task Two_names_of_a_map_that_are_composed_alike_are_one_name_twice()
    {
        var organisation = await api.Organisation();
        const string body = """{"name":{"en":"a"},"category":"cafe","external_ids":{"caf\u00e9":"1","cafe\u0301":"2"}}""";

        Assert.Equal(["/external_ids/cafe\u0301 duplicate_member"], (await organisation.Owner.Post("/v1/venues", body)).Expect(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task Who_may_not_is_told_that_before_anything_of_the_body()
    {
        var organisation = await api.Organisation();
        var auditor = await organisation.Member("auditor");

        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Send(HttpMethod.Post, Path, "{", [], "text/plain")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.Stranger.Send(HttpMethod.Post, Path, "{", [], "text/plain")).Status);
    }

    [Fact]
    public async Task The_same_key_with_the_same_meaning_in_other_bytes_is_another_request()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var first = await coordinator.Post(Path, """{"name":"Same"}""", ("Idempotency-Key", "bytes"));

        Assert.Equal(first.Id, (await coordinator.Post(Path, """{"name":"Same"}""", ("Idempotency-Key", "bytes"))).Id);
        Assert.Equal("idempotency_key_reused", (await coordinator.Post(Path, """{ "name":"Same"}""", ("Idempotency-Key", "bytes"))).Code);
    }

    [Fact]
    public async Task A_body_of_1_MB_is_read_and_one_byte_more_is_not()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        const string body = """{"name":"Large"}""";

        Assert.Equal("body_too_large", (await coordinator.Post(Path, body.PadRight(1_000_001))).Code);
        (await coordinator.Post(Path, body.PadRight(1_000_000))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_body_of_nothing_but_its_announcement_is_empty_where_none_is_taken()
    {
        var venue = await (await api.Organisation()).Venue();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/venues/{venue.Id}") { Content = new ByteArrayContent([]) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await (await api.Organisation()).Coordinator()).Token);

        using var response = await api.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Whatever_bytes_are_sent_the_fault_is_the_clients()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        var pieces = Gen.OneOf(
            Gen.Byte.Array[0, 40],
            Gen.OneOf("{", "}", "[", "]", ",", ":", "\"name\"", "\"\\ud800\"", "null", "1e999", "\"", "\\u0000").Array[1, 12]
                .Select(texts => Encoding.UTF8.GetBytes(string.Concat(texts))));

        await pieces.SampleAsync(
            async bytes => Assert.InRange((int)(await coordinator.Send(HttpMethod.Post, Path, bytes, [])).Status, 400, 499), iter: 300, threads: 2);
    }

    [Fact]
    public async Task An_unknown_member_is_named_whatever_its_name_is()
    {
        // One that looks like the end of a name, and like more of a path behind it, cannot be told from that.
        var coordinator = await (await api.Organisation()).Coordinator();
        var names = Gen.OneOf("a", "'", "]", "[", ".", "['", "']", "~", "/", "$", "\\", "\"", " ", "é", "名").Array[1, 6].Select(string.Concat)
            .Where(name => !name.Contains("'].", StringComparison.Ordinal) && !name.Contains("'][", StringComparison.Ordinal));

        await names.SampleAsync(
            async name =>
            {
                var answer = await coordinator.Post(Path, new JsonObject { ["name"] = "a", [name] = 1 }.ToJsonString());
                var pointer = name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
                Assert.Equal([$"/{pointer} unknown_member"], answer.Expect(HttpStatusCode.BadRequest).Faults);
            },
            iter: 300, threads: 2);
    }

    [Fact]
    public async Task A_name_in_any_script_is_stored_composed()
    {
        var coordinator = await (await api.Organisation()).Coordinator();
        // Latin, Vietnamese, Arabic, Devanagari, Khmer, Hangul and its parts, and marks that combine.
        var letters = Gen.OneOf(
            Gen.Char['a', 'z'], Gen.Char['À', 'ỹ'], Gen.Char['ا', 'ي'], Gen.Char['अ', 'ह'], Gen.Char['ក', 'ហ'], Gen.Char['가', '힣'],
            Gen.Char['\u1100', '\u1112'], Gen.Char['\u1161', '\u1175'], Gen.Char['\u0300', '\u0323']);

        await letters.Array[1, 12].Select(name => $"a{new string(name)}").SampleAsync(
            async name =>
            {
                var answer = await coordinator.Post(Path, new JsonObject { ["name"] = name }.ToJsonString());
                if (answer.Status == HttpStatusCode.Created)
                {
                    var stored = (string)(await coordinator.Get($"{Path}/{answer.Id}")).Body["name"]!;
                    Assert.Equal(name.Normalize(NormalizationForm.FormC), stored);
                }
                else
                {
                    Assert.True(answer.Code == "chain_name_taken" || answer.Faults.Contains("/name invalid_text"), $"{name}: {answer}");
                }
            },
            iter: 100, threads: 2);
    }
}
