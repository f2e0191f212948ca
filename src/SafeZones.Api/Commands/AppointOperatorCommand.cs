using SafeZones.Api.Features.Organisations;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Commands;

/// <summary>Makes somebody a platform operator; nothing happens when they are one.</summary>
internal static class AppointOperatorCommand
{
    public static readonly ProgramCommand Command = new(
        "appoint-operator",
        "make that subject of that issuer (the built-in one unless named) a platform operator",
        ["--subject SUBJECT", "--issuer ISSUER"],
        Run);

    private static async Task<int> Run(CommandLine line)
    {
        var command = new AppointOperator.Command(line.ValueOrDefault("--issuer"), line.Value("--subject"));
        await using var instance = await line.Instance();
        await instance.Services.SendAs(Caller.Platform, command, CancellationToken.None);
        return 0;
    }
}
