using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Jobs;

public sealed class JobTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_job_that_is_sent_twice_with_its_key_is_one_job()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var body = new { DecalIds = (await organisation.Minted(await organisation.Edition("A6"), 2)).Select(decal => (Guid)decal["id"]!) };

        var first = (await coordinator.Post("/v1/decal-prints", body, ("Idempotency-Key", "print"))).Expect(HttpStatusCode.Accepted);
        var again = (await coordinator.Post("/v1/decal-prints", body, ("Idempotency-Key", "print"))).Expect(HttpStatusCode.Accepted);

        Assert.Equal((first.Id, "true"), (again.Id, again.Headers["Idempotency-Replayed"]));
        Assert.Equal($"/v1/jobs/{first.Id}", again.Headers["Location"]);
        Assert.Equal("queued", (string?)(await coordinator.Get($"/v1/jobs/{first.Id}")).Body["status"]);
    }

    [Fact]
    public async Task A_job_that_was_called_off_does_nothing_more_and_has_no_result()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var job = await organisation.StartPrint(new { DecalIds = (await organisation.Minted(await organisation.Edition("A6"), 2)).Select(decal => (Guid)decal["id"]!) });

        var cancelled = (await coordinator.Post($"/v1/jobs/{job.Id}/cancellation", null, ("If-Match", job.ETag!))).Expect(HttpStatusCode.OK);

        Assert.Equal("cancelled", (string?)cancelled.Body["status"]);
        await api.Services.GetRequiredService<DecalPrinter>().Pass(CancellationToken.None);
        Assert.Equal("cancelled", (string?)(await coordinator.Get($"/v1/jobs/{job.Id}")).Body["status"]);
        Assert.Equal("job_without_result", (await coordinator.Get($"/v1/jobs/{job.Id}/result")).Code);
        Assert.Equal("move_refused", (await coordinator.Post($"/v1/jobs/{job.Id}/cancellation", null, ("If-Match", "*"))).Code);
    }

    [Fact]
    public async Task A_sticker_that_is_lost_before_its_turn_ends_the_job_with_the_reason()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var decal = (await organisation.Minted(await organisation.Edition("A6"), 1))[0];
        var job = await organisation.StartPrint(new { DecalIds = new[] { (Guid)decal["id"]! } });
        (await coordinator.Post($"/v1/decals/{decal["id"]}/voiding", null, ("If-Match", "*"))).Expect(HttpStatusCode.OK);

        var ended = await organisation.Finished(job);

        Assert.Equal(("failed", "print_impossible"), ((string?)ended.Body["status"], (string?)ended.Body["failure"]));
        Assert.Null(ended.Body["result_url"]);
    }

    [Fact]
    public async Task Nobody_else_sees_a_job_or_its_result()
    {
        var organisation = await api.Organisation();
        var job = await organisation.Printed(new { DecalIds = (await organisation.Minted(await organisation.Edition("A6"), 1)).Select(decal => (Guid)decal["id"]!) });
        var stranger = (await api.Organisation()).Owner;

        foreach (var answer in new[]
        {
            await stranger.Get($"/v1/jobs/{job.Id}"),
            await stranger.Get($"/v1/jobs/{job.Id}/result"),
            await stranger.Post($"/v1/jobs/{job.Id}/cancellation", null, ("If-Match", "*")),
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await (await organisation.Volunteer()).Get($"/v1/jobs/{job.Id}/result")).Status);
    }

    [Fact]
    public async Task An_organisation_has_five_jobs_at_a_time()
    {
        var organisation = await api.Organisation();
        var body = new { DecalIds = (await organisation.Minted(await organisation.Edition("A6"), 1)).Select(decal => (Guid)decal["id"]!) };
        for (var count = 0; count < JobQueue.OpenMax; count++)
        {
            await organisation.StartPrint(body);
        }

        Assert.Equal("limit_reached", (await (await organisation.Coordinator()).Post("/v1/decal-prints", body)).Code);
    }

    [Fact]
    public async Task A_result_is_gone_after_a_day_and_the_job_after_thirty()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var own = await RunningApi.Start(clock: clock, renewsTokens: true);
        var organisation = await own.Organisation();
        var coordinator = await organisation.Coordinator();
        var job = await organisation.Printed(new { DecalIds = (await organisation.Minted(await organisation.Edition("A6"), 1)).Select(decal => (Guid)decal["id"]!) });
        var retention = own.Services.GetRequiredService<JobRetention>();
        (await coordinator.Get($"/v1/jobs/{job.Id}/result")).Expect(HttpStatusCode.OK);

        clock.Advance(TimeSpan.FromHours(23));
        await retention.Pass(CancellationToken.None);
        (await coordinator.Get($"/v1/jobs/{job.Id}/result")).Expect(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("job_without_result", (await coordinator.Get($"/v1/jobs/{job.Id}/result")).Code);
        await retention.Pass(CancellationToken.None);
        Assert.Equal(0, await own.Database.Look<long>("select count(*) from job_parts"));
        (await coordinator.Get($"/v1/jobs/{job.Id}")).Expect(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromDays(29));
        await retention.Pass(CancellationToken.None);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Get($"/v1/jobs/{job.Id}")).Status);
    }

    [Fact]
    public async Task A_part_that_fails_is_tried_again_and_given_up_in_the_end()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var own = await RunningApi.Start(clock: clock, renewsTokens: true);
        var organisation = await own.Organisation();
        var job = await organisation.StartPrint(new { DecalIds = (await organisation.Minted(await organisation.Edition("A6"), 1)).Select(decal => (Guid)decal["id"]!) });
        await own.Database.Look<object>("update jobs set parameters = parameters - 'size'");
        var printer = own.Services.GetRequiredService<DecalPrinter>();

        for (var attempt = 1; attempt < JobQueue.AttemptsMax; attempt++)
        {
            await printer.Pass(CancellationToken.None);
            Assert.Equal("queued", (string?)(await organisation.Owner.Get($"/v1/jobs/{job.Id}")).Body["status"]);
            clock.Advance(TimeSpan.FromMinutes(30));
        }

        await printer.Pass(CancellationToken.None);
        var ended = await organisation.Owner.Get($"/v1/jobs/{job.Id}");
        Assert.Equal(("failed", "internal_error"), ((string?)ended.Body["status"], (string?)ended.Body["failure"]));
    }
}
