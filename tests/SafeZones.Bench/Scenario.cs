namespace SafeZones.Bench;

/// <summary>One thing that clients do, as <c>load.lua</c> does it many times over.</summary>
/// <param name="Name">Its name there and in the results.</param>
/// <param name="RatioMin">How much of the bare limit's throughput the API must reach; null where only the figure counts.</param>
/// <param name="Writes">Whether the database is tidied after each round.</param>
/// <param name="Venues">How many venues one request is about, where that is what counts.</param>
internal sealed record Scenario(string Name, double? RatioMin, bool Writes = false, int Venues = 1)
{
    public const double P99RatioMax = 1.5;
    public const double ResidentMegabytesMax = 200;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("venue_by_id", RatioMin: 0.85),
        new("list_50", RatioMin: 0.85),
        new("near", RatioMin: 0.85),
        new("verify", RatioMin: 0.80),
        new("sticker_page", RatioMin: 0.60),
        new("create_venue", RatioMin: 0.75, Writes: true),
        new("log_intervention", RatioMin: 0.70, Writes: true),
        new("bulk_load", RatioMin: null, Writes: true, Venues: 100),
    ];
}

/// <summary>Medians over the rounds; memory is the API's.</summary>
internal sealed record Result(Scenario Scenario, Load Api, Load Limit, double ResidentMegabytes)
{
    public double Ratio => Api.RequestsPerSecond / Limit.RequestsPerSecond;

    public double P99Ratio => Api.P99Ms / Limit.P99Ms;

    public bool Passes => Scenario.RatioMin is null || Ratio >= Scenario.RatioMin && P99Ratio <= Scenario.P99RatioMax
        && ResidentMegabytes <= Scenario.ResidentMegabytesMax;

    public static Result Of(Scenario scenario, List<Load> api, List<Load> limit, double residentMegabytes) =>
        new(scenario, Medians(api, scenario.Venues), Medians(limit, scenario.Venues), residentMegabytes);

    private static Load Medians(List<Load> rounds, int venues) => new(
        Median(rounds, round => round.RequestsPerSecond * venues), Median(rounds, round => round.P50Ms),
        Median(rounds, round => round.P99Ms), Median(rounds, round => round.ProcessorMicroseconds));

    private static double Median(List<Load> rounds, Func<Load, double> figure)
    {
        var sorted = rounds.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
