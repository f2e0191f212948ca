using SafeZones.Api.Demonstration;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api;

/// <summary>What the program does: serve, unless another command is named.</summary>
internal static class Commands
{
    public static async Task<int> Run(string[] args)
    {
        try
        {
            if (args is ["demo", "--data", var folder, "--environment-file", var file])
            {
                await using var installation = await Installation.Build([]);
                await new DemonstrationCommand(installation.Services, folder, file).Run(CancellationToken.None);
                return 0;
            }

            await using var app = await Installation.Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (WrongSetting wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
    }
}
