using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api;

/// <summary>What the program does: serve, unless another command is named.</summary>
internal static class Commands
{
    public static async Task<int> Run(string[] args)
    {
        try
        {
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
