using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SafeZones.Api.Tests.World;

/// <summary>Somebody who calls the API over HTTP.</summary>
public sealed class Actor(HttpClient client, string? token)
{
    public string? Token => Renew?.Invoke() ?? token;

    /// <summary>Gets a new token for each request.</summary>
    internal Func<string>? Renew { get; init; }

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, body: null, headers);

    public Task<Answer> Post(string path, object? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    public Task<Answer> Put(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, body, headers);

    public Task<Answer> Patch(string path, object body, string? etag, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Patch, path, body, etag is null ? headers : [("If-Match", etag), .. headers], "application/merge-patch+json");

    public Task<Answer> Delete(string path, string? etag, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Delete, path, body: null, etag is null ? headers : [("If-Match", etag), .. headers]);

    /// <param name="method">The method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="body">An object (sent as snake_case JSON), a JsonNode, or raw text or bytes sent as they are.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="mediaType">The body's media type.</param>
    public async Task<Answer> Send(
        HttpMethod method, string path, object? body, (string Name, string Value)[] headers, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (Token is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body switch
            {
                byte[] bytes => bytes,
                string text => Encoding.UTF8.GetBytes(text),
                _ => JsonSerializer.SerializeToUtf8Bytes(body, Answer.Json),
            });
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        var answer = await Answer.Of(response);
        Contract.Check(method, path, answer);
        return answer;
    }
}

/// <summary>What came back.</summary>
public sealed class Answer(HttpStatusCode status, IReadOnlyDictionary<string, string> headers, string text)
{
    public HttpStatusCode Status => status;

    public IReadOnlyDictionary<string, string> Headers => headers;

    public string Text => text;

    /// <summary>What came back as it is, where it is no text.</summary>
    public byte[] Bytes { get; private init; } = [];

    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public JsonNode Body => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The answer has no body.");

    public string? ETag => Headers.GetValueOrDefault("ETag");

    /// <summary>The id of the resource that came back.</summary>
    public Guid Id => Body["id"]!.GetValue<Guid>();

    /// <summary>The stable code of a problem.</summary>
    public string? Code => Text.StartsWith('{') ? (string?)Body["code"] : null;

    /// <summary>Where a problem found what: "/name/vi language_tag_unknown".</summary>
    public IReadOnlyList<string> Faults =>
        [.. ((JsonArray?)Body["errors"] ?? []).Select(fault => $"{fault!["pointer"] ?? fault["parameter"]} {fault["code"]}")];

    public IReadOnlyList<JsonNode> Data => [.. Body["data"]!.AsArray().Select(item => item!)];

    /// <summary>This answer if its status is the expected one; else a failure that shows it.</summary>
    public Answer Expect(HttpStatusCode status) =>
        Status == status ? this : throw new Xunit.Sdk.XunitException($"Expected {status}, got {(int)Status}: {Text}");

    public override string ToString() => $"{(int)Status} {Text}";

    internal static async Task<Answer> Of(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsStringAsync())
    {
        Bytes = await response.Content.ReadAsByteArrayAsync(),
    };
}
