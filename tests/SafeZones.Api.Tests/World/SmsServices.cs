using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SafeZones.Api.Tests.World;

/// <summary>
/// The services that carry text messages, as their public documentation says that they answer: Twilio, Africa's Talking, RapidPro, FrontlineSMS and
/// one that speaks our own contract. They call back as those do.
/// </summary>
public sealed class SmsServices : IAsyncDisposable
{
    private readonly WebApplication app;
    private int taken;

    private SmsServices(WebApplication app)
    {
        this.app = app;
    }

    public string Address { get; private set; } = "";

    /// <summary>What was handed over to them, in its order.</summary>
    public ConcurrentQueue<Handed> Received { get; } = new();

    /// <summary>What they answer instead of what they usually do.</summary>
    public (int Status, string Body)? Otherwise { get; set; }

    public static async Task<SmsServices> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var services = new SmsServices(app);
        app.MapPost("/{**path}", services.Take);
        await app.StartAsync();
        services.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return services;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>Signs a body as our own contract wants it (Standard Webhooks).</summary>
    public static (string Name, string Value)[] Sign(string body, string secret, DateTimeOffset at, string id = "msg_1")
    {
        var timestamp = $"{at.ToUnixTimeSeconds()}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        return [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", $"v1,{Convert.ToBase64String(signature)}")];
    }

    private async Task<IResult> Take(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        Received.Enqueue(new Handed(request.Path, request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
        if (Otherwise is { } other)
        {
            return Results.Text(other.Body, "application/json", statusCode: other.Status);
        }

        var id = Interlocked.Increment(ref taken);
        return request.Path.Value switch
        {
            { } path when path.StartsWith("/2010-04-01/Accounts/", StringComparison.Ordinal) =>
                Results.Json(new { sid = $"SM{id:x32}", status = "queued", error_code = (int?)null }, statusCode: 201),
            "/version1/messaging" => Results.Json(new
            {
                SMSMessageData = new
                {
                    Message = "Sent to 1/1 Total Cost: KES 0.8000",
                    Recipients = new[] { new { statusCode = 101, number = "+12025550100", status = "Success", cost = "KES 0.8000", messageId = $"ATXid_{id}" } },
                },
            }, new JsonSerializerOptions(), statusCode: 201),
            "/api/v2/broadcasts.json" => Results.Json(new { uuid = $"{Guid.NewGuid()}", status = "queued" }, statusCode: 201),
            "/api/1/webhook" => Results.Json(new { status = "success" }),
            _ => Results.Json(new { id = $"own-{id}" }),
        };
    }

    /// <summary>A request that they got.</summary>
    public sealed record Handed(string Path, Dictionary<string, string> Headers, string Body)
    {
        public Dictionary<string, string> Form => QueryHelpers.ParseQuery(Body).ToDictionary(one => one.Key, one => one.Value.ToString());

        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        /// <summary>The text in a message of our own contract.</summary>
        public string Text => Json.GetProperty("text").GetString()!;
    }
}
