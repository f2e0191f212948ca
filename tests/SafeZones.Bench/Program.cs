using SafeZones.Bench.Limit;

namespace SafeZones.Bench;

/// <summary>
/// <c>make bench</c>: how much of what the machine can do is left when the API does it. The API and its bare limit
/// take turns under the same load on the same database; what counts is their ratio.
/// </summary>
internal static class Program
{
    private const int Members = 250;
    private const int WarmUpSeconds = 4;
    private const int WarmUpRoundsMax = 8;

    public static async Task<int> Main(string[] args)
    {
        try
        {
            if (args is ["limit", .. var settings])
            {
                await LimitServer.Run(settings);
                return 0;
            }

            await Measure(Options.From(args));
            return 0;
        }
        catch (CannotMeasure reason)
        {
            await Console.Error.WriteLineAsync(reason.Message);
            return 1;
        }
    }

    private static async Task Measure(Options options)
    {
        var known = Scenario.All.Select(one => one.Name).Append(Dashboard.Name).Append(SchedulerPass.Name).ToList();
        if (options.Scenarios.Any(name => !known.Contains(name)))
        {
            throw new CannotMeasure($"The scenarios are {string.Join(", ", known)}.");
        }

        var (results, measurements) = (new List<Result>(), new List<Measurement>());
        var scenarios = Scenario.All.Where(one => options.Wants(one.Name)).ToList();
        if (scenarios.Count > 0 || options.Wants(Dashboard.Name))
        {
            await using var database = await BenchDatabase.Open(Seed.Usual);
            results = scenarios.Count > 0 ? await Load(scenarios, options, database) : [];
            if (options.Wants(Dashboard.Name))
            {
                measurements.Add(await Dashboard.Measure(database));
            }
        }

        if (options.Wants(SchedulerPass.Name))
        {
            measurements.Add(await SchedulerPass.Measure());
        }

        await Report.Write(results, measurements);
    }

    private static async Task<List<Result>> Load(List<Scenario> scenarios, Options options, BenchDatabase database)
    {
        await Wrk.Find();
        await using var servers = await Servers.Start(database, Members);
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores are shared by wrk (1 thread, {Wrk.Connections} connections), the server and PostgreSQL "
            + $"(fsync and synchronous_commit on). {options.Rounds} rounds of {options.Seconds} s each, in turns.");
        var results = new List<Result>();
        foreach (var scenario in scenarios)
        {
            results.Add(await Measure(scenario, options, database, servers));
        }

        return results;
    }

    private static async Task<Result> Measure(Scenario scenario, Options options, BenchDatabase database, Servers servers)
    {
        await SameAnswers.Check(servers, scenario, database);
        var (api, limit) = (new List<Load>(), new List<Load>());
        await WarmUp(servers.Api);
        await WarmUp(servers.Limit);
        // What is measured is the memory under load: what the compiler takes while it warms up is given back.
        servers.Api.ForgetPeak();
        for (var round = 1; round <= options.Rounds; round++)
        {
            api.Add(await Round(servers.Api, options.Seconds, $"a{round}"));
            limit.Add(await Round(servers.Limit, options.Seconds, $"l{round}"));
            Console.WriteLine(
                $"{scenario.Name} {round}/{options.Rounds}: API {Text(api[^1])}, limit {Text(limit[^1])}");
        }

        return Result.Of(scenario, api, limit, servers.Api.ResidentMegabytes);

        // The compiler works on the hottest code for a while: until a request no longer gets cheaper.
        async Task WarmUp(ServerProcess server)
        {
            var before = double.MaxValue;
            for (var round = 1; round <= WarmUpRoundsMax; round++)
            {
                var load = await Round(server, WarmUpSeconds, $"w{server.Name}{round}");
                if (load.ProcessorMicroseconds > before * 0.97)
                {
                    return;
                }

                before = load.ProcessorMicroseconds;
            }
        }

        string Text(Load load) =>
            $"{load.RequestsPerSecond * scenario.Venues:N0}/s ({load.ProcessorMicroseconds:N0} µs of processor time a request)";

        async Task<Load> Round(ServerProcess server, int seconds, string name)
        {
            var load = await Wrk.Run(server, scenario.Name, "/", seconds, name);
            if (scenario.Writes)
            {
                await database.Tidy();
            }

            return load;
        }
    }
}
