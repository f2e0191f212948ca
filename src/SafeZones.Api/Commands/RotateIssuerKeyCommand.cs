using SafeZones.Api.Features.Organisations;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Commands;

/// <summary>Gives the built-in issuer a new signing key; running instances learn of it by themselves.</summary>
internal static class RotateIssuerKeyCommand
{
    public static readonly ProgramCommand Command = new(
        "rotate-issuer-key",
        "sign with a new key from the next minute on; tokens of the present key stay good until they expire",
        [],
        Run);

    private static async Task<int> Run(CommandLine line)
    {
        await using var instance = await line.Instance();
        await instance.Services.SendAs(Caller.Platform, new RotateIssuerKey.Command(), CancellationToken.None);
        return 0;
    }
}
