namespace SafeZones.Bench;

/// <summary>What is measured without load on the API.</summary>
/// <param name="Name">Its name in the results.</param>
/// <param name="Sentence">What came of it.</param>
/// <param name="Passes">Whether that is within its bar.</param>
/// <param name="Figures">For scripts.</param>
internal sealed record Measurement(string Name, string Sentence, bool Passes, object Figures)
{
    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
