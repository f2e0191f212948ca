using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api;
using SafeZones.Api.Features.Partnerships;

namespace SafeZones.Bench;

/// <summary>
/// One pass of the scheduler over 10,000 organisations with 50 partnerships each, of which one in a hundred is due; one in five
/// of those has to lapse. The API is installed in this process, so that its memory can be read before and after.
/// </summary>
internal static class SchedulerPass
{
    public const string Name = "scheduler_pass";
    private const double SecondsMax = 10;
    private const double GrowthMegabytesMax = 30;
    private const int Passes = 3;

    public static async Task<Measurement> Measure()
    {
        await using var database = await BenchDatabase.Open(SchedulerSeed.Filling);
        await using var api = await Installation.Build(
        [
            $"--ConnectionStrings:App={database.App}", $"--ConnectionStrings:Platform={database.Platform}",
            $"--SafeZones:MasterKey={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
            $"--SafeZones:PublicUrl={Servers.PublicUrl}", "--SafeZones:SchedulerSeconds=0", "--Logging:LogLevel:Default=Warning",
        ]);
        var scheduler = api.Services.GetRequiredService<PartnershipScheduler>();
        var due = await database.Ask<long>("select count(*) from bench_due");
        // The first one is the compiler's.
        await Pass();
        var before = Megabytes();
        var seconds = new List<double>();
        for (var pass = 1; pass <= Passes; pass++)
        {
            seconds.Add(await Pass());
            Console.WriteLine($"{Name} {pass}/{Passes}: {seconds[^1]:F2} s, {Megabytes():F0} MB");
        }

        var (median, after) = (Measurement.Median(seconds), Megabytes());
        return new Measurement(
            Name,
            $"{median:F2} s for {due:N0} due of {SchedulerSeed.Partnerships:N0} partnerships of {SchedulerSeed.Organisations:N0} "
            + $"organisations (bar {SecondsMax} s); {before:F0} MB before, {after:F0} MB after",
            median <= SecondsMax && after - before <= GrowthMegabytesMax,
            new
            {
                seconds = Math.Round(median, 2),
                organisations = SchedulerSeed.Organisations,
                partnerships = SchedulerSeed.Partnerships,
                due,
                rss_mb_before = Math.Round(before, 1),
                rss_mb_after = Math.Round(after, 1),
            });

        async Task<double> Pass()
        {
            await database.Tidy();
            var began = Stopwatch.StartNew();
            var reviewed = await scheduler.Pass(CancellationToken.None);
            return reviewed == due
                ? began.Elapsed.TotalSeconds
                : throw new CannotMeasure($"The pass looked at {reviewed} of {due} partnerships.");
        }
    }

    private static double Megabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }
}
