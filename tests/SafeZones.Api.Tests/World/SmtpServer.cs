using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SafeZones.Api.Tests.World;

/// <summary>A real mail server (the npm package smtp-server) in a process of its own.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly int port;

    private SmtpServer(Process process, int port)
    {
        (this.process, this.port) = (process, port);
    }

    /// <summary>The settings of an instance that sends by it.</summary>
    public string[] Settings =>
    [
        "--SafeZones:Smtp:Host=127.0.0.1", $"--SafeZones:Smtp:Port={port}", "--SafeZones:Smtp:User=safezones",
        "--SafeZones:Smtp:Password=only-for-tests", "--SafeZones:Smtp:From=no-reply@safezones.example", "--SafeZones:Smtp:Plain=true",
    ];

    public static async Task<SmtpServer> Start()
    {
        var process = Process.Start(new ProcessStartInfo("node", ["smtp-server.mjs"])
        {
            WorkingDirectory = await NpmTools.Folder, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The tests' mail server did not start.");
        return new SmtpServer(process, (int)JsonNode.Parse(line)!["port"]!);
    }

    /// <summary>The next mail that it has taken.</summary>
    public async Task<JsonNode> Next() => JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!;

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
