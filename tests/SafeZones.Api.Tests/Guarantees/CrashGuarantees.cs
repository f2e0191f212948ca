using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>
/// What was acknowledged is there, and nothing is there by half, whoever dies. Each runs for 8 seconds;
/// SAFEZONES_CRASH_SECONDS=60 is the release's bar.
/// </summary>
public sealed class CrashGuarantees : IAsyncLifetime
{
    private const string Cluster = "crash-postgres";
    private const int Writers = 8;
    private const int Disasters = 3;

    private static readonly TimeSpan Load = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("SAFEZONES_CRASH_SECONDS") ?? "8", CultureInfo.InvariantCulture));

    private readonly ConcurrentDictionary<string, Guid> acknowledged = [];
    private readonly ConcurrentBag<string> attempted = [];
    private TestDatabase database = null!;
    private ApiProcess api = null!;
    private Actor coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        // Commits wait for the log as in production; only the disk's own cache is trusted, since no machine is switched off.
        database = await PostgresCluster.NewDatabase(await PostgresCluster.Script("start", Cluster, "-c", "fsync=off"));
        string token;
        await using (var inProcess = await RunningApi.Start(database))
        {
            token = (await (await inProcess.Organisation()).Coordinator()).Token!;
        }

        api = await ApiProcess.Start(database);
        coordinator = new Actor(api.Client, token);
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await database.DisposeAsync();
        await PostgresCluster.Script("stop", Cluster, "fast");
    }

    [Fact]
    public async Task Killing_the_API_under_load_loses_no_acknowledged_write_and_leaves_none_by_half()
    {
        await UnderLoad(async () =>
        {
            api.Kill();
            await api.StartAgain();
        });

        await EverythingIsWholeAndThere();
    }

    [Fact]
    public async Task Stopping_PostgreSQL_at_once_under_load_loses_nothing_and_the_API_recovers_by_itself()
    {
        await UnderLoad(async () =>
        {
            await PostgresCluster.Script("stop", Cluster, "immediate");
            await PostgresCluster.Script("start", Cluster, "-c", "fsync=off");
        });

        await EverythingIsWholeAndThere();
    }

    private async Task UnderLoad(Func<Task> disaster)
    {
        using var end = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(_ => Write(end.Token)).ToList();
        for (var i = 0; i < Disasters; i++)
        {
            await MoreAreAcknowledged();
            await Task.Delay(Load / (Disasters + 1));
            await disaster();
            await MoreAreAcknowledged();
        }

        await Task.Delay(Load / (Disasters + 1));
        await end.CancelAsync();
        await Task.WhenAll(writers);
        TestContext.Current.SendDiagnosticMessage("{0} attempts, {1} acknowledged", attempted.Count, acknowledged.Count);
    }

    private async Task Write(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await TryToRegister(Guid.NewGuid().ToString("N"));
        }
    }

    private async Task TryToRegister(string key)
    {
        attempted.Add(key);
        try
        {
            var answer = await coordinator.Post("/v1/venues", Organisation.VenueBody($"Quán {key}"), ("Idempotency-Key", key));
            if (answer.Status == HttpStatusCode.Created)
            {
                acknowledged[key] = answer.Id;
                return;
            }
        }
        catch (HttpRequestException)
        {
            // Nobody answered: it may or may not have been stored.
        }

        await Task.Delay(200);
    }

    private async Task MoreAreAcknowledged()
    {
        // Those of requests in flight may still arrive; one more for each writer is new.
        var enough = acknowledged.Count + Writers + 1;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (acknowledged.Count >= enough)
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("Nothing was acknowledged for twenty seconds.");
    }

    private async Task EverythingIsWholeAndThere()
    {
        var stored = await database.Look<Guid[]>("select array_agg(id) from venues");
        Assert.Empty(acknowledged.Values.Except(stored!));
        Assert.Equal(stored!.LongLength, await database.Look<long>("select count(*) from audit_entries where action = 'register_venue'"));
        Assert.Equal(stored.LongLength, await database.Look<long>("select count(*) from idempotency_keys where sealed_answer is not null"));
        Assert.Equal(stored.LongLength, await database.Look<long>("select count(*) from idempotency_keys"));

        // Whoever got no answer asks again with the same key, and then there is exactly one of each.
        foreach (var key in attempted.Where(key => !acknowledged.ContainsKey(key)).ToList())
        {
            await TryToRegister(key);
        }

        Assert.Empty(attempted.Except(acknowledged.Keys));
        Assert.Equal(acknowledged.Count, await database.Look<long>("select count(*) from venues"));
    }
}
