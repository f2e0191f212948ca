using System.Diagnostics;

namespace SafeZones.Api.Tests.World;

/// <summary>The tools of <c>tests/tools</c>, installed when a test first needs them.</summary>
public static class NpmTools
{
    private static readonly string Tools = Path.Combine(PostgresCluster.Repository, "tests", "tools");

    private static readonly Lazy<Task<string>> Installed = new(async () =>
    {
        await Run("bash", [Path.Combine(PostgresCluster.Repository, "infra", "local", "npm_tools.sh")]);
        return Tools;
    });

    /// <summary>Where they are.</summary>
    public static Task<string> Folder => Installed.Value;

    /// <summary>What a script of <c>package.json</c> prints.</summary>
    public static async Task<string> Script(string name, params (string Name, string Value)[] environment)
    {
        await Folder;
        return await Run("npm", ["run", "--silent", name], environment);
    }

    private static async Task<string> Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Tools, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {await error}");
    }
}
