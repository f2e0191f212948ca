using System.Diagnostics;
using System.Globalization;

namespace SafeZones.Bench;

/// <summary>What one round measured. Processor time is the server's own and counts no wait, so that it tells more than
/// throughput does on a machine with other work.</summary>
internal sealed record Load(double RequestsPerSecond, double P50Ms, double P99Ms, double ProcessorMicroseconds);

/// <summary>The load generator: wrk with one thread, because generator, servers and PostgreSQL share the machine.</summary>
internal static class Wrk
{
    public const int Connections = 16;

    /// <summary>Finds wrk, or installs it where that takes no question: Debian, as root.</summary>
    public static async Task Find()
    {
        if (await Succeeds("wrk", "-v"))
        {
            return;
        }

        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            Console.WriteLine("Installing wrk, the load generator, from Debian, once…");
            if (await Succeeds("apt-get", "install", "-y", "wrk")
                || (await Succeeds("apt-get", "update") && await Succeeds("apt-get", "install", "-y", "wrk")))
            {
                return;
            }
        }

        throw new CannotMeasure("wrk, the load generator, was not found: install the package wrk (apt-get, dnf or brew).");
    }

    public static async Task<Load> Run(ServerProcess server, string scenario, string path, int seconds, string round)
    {
        var before = server.ProcessorTime;
        var (exitCode, output) = await Run("wrk",
            "-t1", $"-c{Connections}", $"-d{seconds}s", "--timeout", "10s", "-s", Path.Combine(AppContext.BaseDirectory, "load.lua"),
            new Uri(server.Address, path).ToString(), "--", scenario, Servers.LoadFile, round, Servers.CodesFile);
        if (exitCode != 0 || Array.Find(output.Split('\n'), line => line.StartsWith("bench ", StringComparison.Ordinal)) is not { } line)
        {
            throw new CannotMeasure($"wrk failed: {output}");
        }

        var figures = Array.ConvertAll(line.Split(' ')[1..], text => double.Parse(text, CultureInfo.InvariantCulture));
        return figures[3] == 0
            ? new Load(figures[0], figures[1], figures[2], (server.ProcessorTime - before).TotalMicroseconds / (figures[0] * seconds))
            : throw new CannotMeasure(
                $"The {server.Name} refused {figures[3]} requests of {scenario}; its log is .local/bench-{server.Name}.log.");
    }

    // wrk says "usage" with exit code 1: that it starts is enough.
    private static async Task<bool> Succeeds(string program, params string[] arguments)
    {
        try
        {
            return (await Run(program, arguments)).ExitCode == 0 || program == "wrk";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int ExitCode, string Output)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
