using System.Globalization;

namespace SafeZones.Bench;

/// <summary>A sentence for whoever runs the benchmark; the run ends with it.</summary>
internal sealed class CannotMeasure(string sentence) : Exception(sentence);

/// <summary>What the command line asks for.</summary>
/// <param name="Seconds">How long one round loads one program.</param>
/// <param name="Rounds">How often API and limit take turns; the table shows the medians.</param>
/// <param name="Scenarios">The scenarios to run; all of them if empty.</param>
internal sealed record Options(int Seconds, int Rounds, IReadOnlyList<string> Scenarios)
{
    public const string Usage = "Usage: [--seconds N] [--rounds N] [SCENARIO …]";

    public static Options From(string[] args)
    {
        var options = new Options(Seconds: 8, Rounds: 5, Scenarios: []);
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = Number(args, ++i) },
                "--rounds" => options with { Rounds = Number(args, ++i) },
                "--scenario" => options with { Scenarios = [.. options.Scenarios, Value(args, ++i)] },
                [not '-', ..] => options with { Scenarios = [.. options.Scenarios, args[i]] },
                _ => throw new CannotMeasure($"{args[i]} is not an option. {Usage}"),
            };
        }

        return options;
    }

    /// <summary>Whether it is to run.</summary>
    public bool Wants(string scenario) => Scenarios.Count == 0 || Scenarios.Contains(scenario);

    private static int Number(string[] args, int index) =>
        int.TryParse(Value(args, index), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new CannotMeasure($"{args[index - 1]} needs a whole number from 1. {Usage}");

    private static string Value(string[] args, int index) =>
        index < args.Length ? args[index] : throw new CannotMeasure($"{args[index - 1]} needs a value. {Usage}");
}
