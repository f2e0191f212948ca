using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace SafeZones.Api.Tests.World;

/// <summary>A real OpenID provider (the npm package oidc-provider) in a process of its own; tests/tools/README.md.</summary>
public sealed class OidcProvider : IAsyncDisposable
{
    private const string Client = "safezones-test";
    private const string Secret = "only-for-tests-on-loopback";

    private readonly Process process;
    private readonly HttpClient http;

    private OidcProvider(Process process, string issuer)
    {
        this.process = process;
        Issuer = issuer;
        // Whoever signs in is named in each request; the provider keeps no session.
        http = new HttpClient(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = true }) { BaseAddress = new Uri(issuer) };
    }

    public string Issuer { get; }

    /// <summary>The settings of an instance that accepts its tokens.</summary>
    public string[] Settings => [$"--SafeZones:Issuers:0:Issuer={Issuer}"];

    public static async Task<OidcProvider> Start(int port = 0)
    {
        var process = Process.Start(new ProcessStartInfo("node", ["oidc-provider.mjs", $"{port}"])
        {
            WorkingDirectory = await NpmTools.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The tests' OpenID provider did not start.");
        return new OidcProvider(process, (string)JsonNode.Parse(line)!["issuer"]!);
    }

    /// <summary>Somebody with an account there; further members become claims of their tokens.</summary>
    public async Task Register(string subject, Guid? organisationId, string? email = null, bool isVerified = true)
    {
        var account = new JsonObject { ["sub"] = subject };
        if (organisationId is not null)
        {
            account["org"] = organisationId.ToString();
        }

        if (email is not null)
        {
            account["email"] = email;
            account["email_verified"] = isVerified;
        }

        (await http.PostAsJsonAsync("/test/accounts", account)).EnsureSuccessStatusCode();
    }

    /// <summary>Signs them in as a browser would (authorization code with PKCE) and gives their access token.</summary>
    public async Task<string> SignIn(string subject)
    {
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var address = QueryHelpers.AddQueryString("/auth", new Dictionary<string, string?>
        {
            ["client_id"] = Client, ["response_type"] = "code", ["redirect_uri"] = $"{Issuer}/test/callback", ["scope"] = "openid",
            ["login_hint"] = subject, ["code_challenge_method"] = "S256",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
        });
        var code = (string?)(await http.GetFromJsonAsync<JsonNode>(address))!["code"]
            ?? throw new InvalidOperationException($"{subject} could not sign in.");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code", ["code"] = code, ["code_verifier"] = verifier,
                ["redirect_uri"] = $"{Issuer}/test/callback",
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Client}:{Secret}")));
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!;
    }

    /// <summary>A new key; the one before is withdrawn.</summary>
    public async Task RotateKey() => (await http.PostAsync("/test/rotate", null)).EnsureSuccessStatusCode();

    /// <summary>What can be wrong with a token.</summary>
    public async Task<IReadOnlyList<string>> Defects() =>
        [.. (await http.GetFromJsonAsync<JsonNode>("/test/tokens"))!["defects"]!.AsArray().Select(defect => (string)defect!)];

    /// <summary>A token with one thing wrong, or with nothing wrong.</summary>
    public async Task<string> Token(string subject, Guid organisationId, string defect = "nothing", JsonObject? claims = null)
    {
        var all = claims ?? [];
        all["sub"] = subject;
        all["org"] = organisationId.ToString();
        using var response = await http.PostAsJsonAsync("/test/tokens", new JsonObject { ["defect"] = defect, ["claims"] = all });
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["token"]!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        // It ends when its input does.
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
