using SafeZones.Api.Demonstration;

namespace SafeZones.Api.Commands;

/// <summary>Loads the demonstration for `make run`; what is there already stays.</summary>
internal static class DemoCommand
{
    public static readonly ProgramCommand Command = new(
        "demo",
        "load two demonstration organisations with real venues, and write a token for each role",
        ["--data FOLDER", "--environment-file FILE"],
        Run);

    private static async Task<int> Run(CommandLine line)
    {
        var (data, file) = (line.Value("--data"), line.Value("--environment-file"));
        var clock = new PastClock();
        await using var instance = await line.Instance(clock);
        await new DemonstrationCommand(instance.Services, clock, data, file).Run(CancellationToken.None);
        return 0;
    }
}
