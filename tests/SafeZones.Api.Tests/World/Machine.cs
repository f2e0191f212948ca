using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SafeZones.Api.Tests.World;

/// <summary>A service account with its secret, at the token endpoint.</summary>
/// <param name="api">The instance that it asks.</param>
/// <param name="account">The answer that created it or rotated its secret.</param>
public sealed class Machine(RunningApi api, Answer account)
{
    public string Id => (string)account.Body["client_id"]!;

    public string Secret => (string)account.Body["client_secret"]!;

    /// <summary>Somebody with a token for these scopes, or for all.</summary>
    public async Task<Actor> SignIn(string? scope = null)
    {
        var answer = (await Ask(scope)).Expect(HttpStatusCode.OK);
        return new Actor(api.Client, (string)answer.Body["access_token"]!);
    }

    /// <summary>Status and OAuth error of a request that must fail.</summary>
    public async Task<(int Status, string? Error)> Refusal(string? scope = null)
    {
        var answer = await Ask(scope);
        return ((int)answer.Status, (string?)answer.Body["error"]);
    }

    public Task<Answer> Ask(string? scope = null) => Ask(api, Id, Secret, scope);

    public static Task<Answer> Ask(RunningApi api, string id, string secret, string? scope = null) => Ask(
        api,
        scope is null ? new() { ["grant_type"] = "client_credentials" } : new() { ["grant_type"] = "client_credentials", ["scope"] = scope },
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"))));

    public static async Task<Answer> Ask(RunningApi api, Dictionary<string, string> form, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = authorization;
        using var response = await api.Client.SendAsync(request);
        return await Answer.Of(response);
    }
}
