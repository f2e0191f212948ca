using System.Globalization;
using System.Text.Json;

namespace SafeZones.Bench;

/// <summary>The table for people and <c>.local/bench.json</c> for scripts.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static async Task Write(List<Result> results, List<Measurement> measurements)
    {
        var figures = new Dictionary<string, object>();
        if (results.Count > 0)
        {
            Tell(results, figures);
        }

        Console.WriteLine();
        foreach (var measurement in measurements)
        {
            Console.WriteLine($"{measurement.Name}: {measurement.Sentence}  {(measurement.Passes ? "PASS" : "short")}");
            figures.Add(measurement.Name, measurement.Figures);
        }

        var file = Repository.Local("bench.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, Json));
        Console.WriteLine();
        Console.WriteLine($"Written to {file}.");
    }

    private static void Tell(List<Result> results, Dictionary<string, object> figures)
    {
        Console.WriteLine();
        Console.WriteLine("Medians over the rounds; p50 and p99 in ms; MB: the API's peak resident memory");
        Console.WriteLine("while it was under this load (VmHWM). Bars: the ratio of the API to the bare limit as shown, p99 ≤ 1.5 × the limit's, ≤ 200 MB.");
        Console.WriteLine();
        Console.WriteLine($"{"scenario",-14}{"per s",9}{"limit",9}{"ratio",8}{"bar",7}{"p50",8}{"p99",8}{"limit p99",11}{"p99 ratio",11}{"MB",6}");
        foreach (var result in results)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{result.Scenario.Name,-14}{result.Api.RequestsPerSecond,9:N0}{result.Limit.RequestsPerSecond,9:N0}{result.Ratio,8:F3}"
                + $"{result.Scenario.RatioMin?.ToString("F2", CultureInfo.InvariantCulture) ?? "-",7}{result.Api.P50Ms,8:F2}{result.Api.P99Ms,8:F2}{result.Limit.P99Ms,11:F2}"
                + $"{result.P99Ratio,11:F2}{result.ResidentMegabytes,6:F0}  {(result.Scenario.RatioMin is null ? "" : result.Passes ? "PASS" : "short")}"));
            figures.Add(result.Scenario.Name, new
            {
                rps = Math.Round(result.Api.RequestsPerSecond, 1),
                limit_rps = Math.Round(result.Limit.RequestsPerSecond, 1),
                ratio = Math.Round(result.Ratio, 3),
                p50_ms = Math.Round(result.Api.P50Ms, 3),
                p99_ms = Math.Round(result.Api.P99Ms, 3),
                limit_p99_ms = Math.Round(result.Limit.P99Ms, 3),
                rss_mb = Math.Round(result.ResidentMegabytes, 1),
            });
        }
    }
}
