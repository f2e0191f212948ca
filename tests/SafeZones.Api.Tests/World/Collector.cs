using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SafeZones.Api.Tests.World;

/// <summary>A collector of traces, metrics and logs (OTLP over HTTP) that keeps the very bytes that it is sent.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;

    private Collector(WebApplication app)
    {
        this.app = app;
    }

    /// <summary>What was sent, by where to: in these bytes every text is as it is.</summary>
    public ConcurrentQueue<(string Path, string Text)> Sent { get; } = new();

    /// <summary>The settings of a program that sends there, often.</summary>
    public (string Name, string Value)[] Settings { get; private set; } = [];

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/{**path}", collector.Keep);
        await app.StartAsync();
        collector.Settings =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_BLRP_SCHEDULE_DELAY", "200"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
        ];
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Keep(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Sent.Enqueue((request.Path, Encoding.UTF8.GetString(body.ToArray())));
        return Results.Ok();
    }
}
