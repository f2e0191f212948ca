using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>How an instance behaves towards whoever runs it.</summary>
public sealed class OperationGuarantees(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task It_says_that_it_lives_and_that_it_is_ready()
    {
        Assert.Equal(HttpStatusCode.OK, (await api.Stranger.Get("/health/live")).Status);
        Assert.Equal("""{"status":"ready"}""", (await api.Stranger.Get("/health/ready")).Text);
    }

    [Fact]
    public async Task Told_to_stop_it_finishes_the_request_that_it_has_begun()
    {
        var organisation = await api.Organisation();
        var venue = await organisation.Venue();
        using var process = await ApiProcess.Start(api.Database);
        var coordinator = new Actor(process.Client, (await organisation.Coordinator()).Token);
        await using var source = NpgsqlDataSource.Create(api.Database.Superuser);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select 1 from venues where id = $1 for update", connection, transaction))
        {
            hold.Parameters.Add(new NpgsqlParameter { Value = venue.Id });
            await hold.ExecuteNonQueryAsync();
        }

        var patch = coordinator.Patch($"/v1/venues/{venue.Id}", new { Offers = new[] { "water" } }, venue.ETag);
        await Task.Delay(500);
        var stop = process.Stop();
        await Task.Delay(500);
        Assert.False(patch.IsCompleted);
        Assert.False(stop.IsCompleted);
        await transaction.RollbackAsync();

        Assert.Equal(HttpStatusCode.OK, (await patch).Status);
        await stop;
    }

    [Fact]
    public async Task Telemetry_and_logs_carry_the_organisation_and_the_use_case_but_nothing_personal()
    {
        const string marker = "Zyzzyva";
        await using var collector = await Collector.Start();
        var organisation = await api.Organisation();
        var token = (await organisation.Coordinator()).Token!;
        using (var process = await ApiProcess.Start(
            api.Database,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "200")))
        {
            var coordinator = new Actor(process.Client, token);
            (await coordinator.Post("/v1/venues", Organisation.VenueBody($"Quán {marker}"), ("X-Audit-Reason", marker)))
                .Expect(HttpStatusCode.Created);
            await coordinator.Get($"/v1/venues?q={marker}&near=21.1234567,105.7654321");
            await coordinator.Post("/v1/venues", $$"""{"name":{"en":"{{marker}}"},"category":"{{marker}}"}""");
            var feed = (await coordinator.Post("/v1/calendar-feeds", new { Name = marker })).Expect(HttpStatusCode.Created);
            var secret = ((string)feed.Body["url"]!).Split('/')[^1];
            (await new Actor(process.Client, token: null).Get($"/v1/public/calendar-feeds/{secret}")).Expect(HttpStatusCode.OK);
            var link = (await coordinator.Post(
                "/v1/action-links", new { PartnershipId = (await organisation.Willing()).Id, Purpose = "pause" })).Expect(HttpStatusCode.Created);
            var linkSecret = ((string)link.Body["url"]!).Split('/')[^1];
            (await new Actor(process.Client, token: null).Get($"/v1/links/{linkSecret}")).Expect(HttpStatusCode.OK);
            var unknown = await new Actor(process.Client, token: null).Get($"/v1/links/{linkSecret[..^1]}");
            var page = (await new Actor(process.Client, token: null).Get($"/l/{linkSecret}")).Expect(HttpStatusCode.OK);
            var refused = (await new Actor(process.Client, token: null).Send(
                HttpMethod.Post, $"/l/{linkSecret}", $"key=a&paused_until={marker}", [], "application/x-www-form-urlencoded")).Expect(HttpStatusCode.BadRequest);
            // Which sticker somebody looked at is where they stood.
            Assert.Equal(HttpStatusCode.NotFound, (await new Actor(process.Client, token: null).Get($"/s/{marker}")).Status);
            await process.Stop();

            var telemetry = collector.Received;
            var everything = telemetry + string.Join('\n', process.Log);
            Assert.Contains("RegisterVenue", telemetry, StringComparison.Ordinal);
            Assert.Contains(organisation.Id.ToString(), telemetry, StringComparison.Ordinal);
            Assert.Contains("http.server.request.duration", telemetry, StringComparison.Ordinal);
            Assert.DoesNotContain(marker, everything, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("21.1234567", everything, StringComparison.Ordinal);
            Assert.DoesNotContain(token.Split('.')[2], everything, StringComparison.Ordinal);
            Assert.Contains("/s/{code}", telemetry, StringComparison.Ordinal);
            Assert.Contains("/l/{token}", telemetry, StringComparison.Ordinal);
            Assert.Contains("/v1/public/calendar-feeds", telemetry, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
            Assert.DoesNotContain(linkSecret[..^1], everything + unknown.Text + page.Text + refused.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Kept_answers_are_forgotten_after_a_day_and_not_before()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await coordinator.Post("/v1/venues", Organisation.VenueBody(), ("Idempotency-Key", "old"));
        await coordinator.Post("/v1/venues", Organisation.VenueBody(), ("Idempotency-Key", "young"));
        await api.Database.Look<int>(
            "update idempotency_keys set created_at = now() - interval '25 hours' where tenant_id = $1 and key = 'old'", organisation.Id);

        Assert.True(await api.Services.GetRequiredService<Housekeeping>().Forget(CancellationToken.None) >= 1);

        Assert.Equal("young", await api.Database.Look<string>(
            "select string_agg(key, ',') from idempotency_keys where tenant_id = $1 and route = 'POST /v1/venues'", organisation.Id));
    }

    /// <summary>An OTLP collector that keeps what it is sent.</summary>
    private sealed class Collector(WebApplication app, ConcurrentQueue<byte[]> received) : IAsyncDisposable
    {
        public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        // Protobuf keeps texts as they are, which is all that is asked of it here.
        public string Received => string.Concat(received.Select(Encoding.Latin1.GetString));

        public static async Task<Collector> Start()
        {
            var received = new ConcurrentQueue<byte[]>();
            var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.MapPost("/{**path}", async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                received.Enqueue(body.ToArray());
                return Results.Ok();
            });
            await app.StartAsync();
            return new Collector(app, received);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
