using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Bench;

/// <summary>The API and its bare limit: two processes with the same settings on the same database.</summary>
internal sealed class Servers : IAsyncDisposable
{
    public const string PublicUrl = "http://bench.safezones.example";

    private Servers(ServerProcess api, ServerProcess limit) => (Api, Limit) = (api, limit);

    public ServerProcess Api { get; }

    public ServerProcess Limit { get; }

    /// <summary>Starts both, and writes tokens for as many members to the file that the load generator reads.</summary>
    public static async Task<Servers> Start(BenchDatabase database, int members)
    {
        Dictionary<string, string> settings = new()
        {
            ["ConnectionStrings__App"] = database.App,
            ["ConnectionStrings__Platform"] = database.Platform,
            ["SafeZones__MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["SafeZones__PublicUrl"] = PublicUrl,
            // As everything in infra/ starts it.
            ["MALLOC_ARENA_MAX"] = "2",
            ["MALLOC_TRIM_THRESHOLD_"] = "65536",
            ["MALLOC_MMAP_THRESHOLD_"] = "65536",
            // The machine is measured, and not how much of it one member may have.
            ["SafeZones__RateLimits__OrganisationPerMinute"] = "1000000",
            ["SafeZones__RateLimits__CredentialPerMinute"] = "1000000",
            ["SafeZones__RateLimits__AddressPerMinute"] = "1000000",
            ["SafeZones__RateLimits__VerifyPerMinute"] = "1000000",
            ["SafeZones__RateLimits__RefusedPerMinute"] = "1000000",
        };
        Console.WriteLine($"Signing {members} tokens, one for a member of each of as many organisations…");
        await WriteLoad(settings, await database.Members(members));
        Console.WriteLine("Starting the API and the bare limit, each a process of its own…");
        var api = Path.Combine(Repository.Root, "src/SafeZones.Api/bin", Configuration, "net10.0/SafeZones.Api.dll");
        var servers = new Servers(
            new ServerProcess("api", [api], settings),
            new ServerProcess("limit", [typeof(Servers).Assembly.Location, "limit"], settings));
        await servers.Api.Answers();
        await servers.Limit.Answers();
        return servers;
    }

    /// <summary>One line a member: the token, then the venues of their organisation.</summary>
    public static string LoadFile => Repository.Local("bench-load.txt");

    /// <summary>A decal's code a line.</summary>
    public static string CodesFile => Repository.Local("bench-codes.txt");

    private static async Task WriteLoad(
        Dictionary<string, string> settings, List<(string Subject, Guid OrganisationId, Guid[] VenueIds)> members)
    {
        // As the API itself is installed, so that the tokens are those of its own issuer; it serves nothing here.
        await using var app = await Installation.Build(
            [.. settings.Select(pair => $"--{pair.Key.Replace("__", ":", StringComparison.Ordinal)}={pair.Value}")]);
        await File.WriteAllLinesAsync(CodesFile, BenchDatabase.Codes);
        var tokens = app.Services.GetRequiredService<DevelopmentTokens>();
        await using var file = new StreamWriter(LoadFile);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(LoadFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        foreach (var (subject, organisationId, venueIds) in members)
        {
            await file.WriteLineAsync(
                $"{tokens.Issue(subject, organisationId, TimeSpan.FromHours(12))} {string.Join(' ', venueIds)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Limit.DisposeAsync();
        File.Delete(LoadFile);
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}

/// <summary>A server in a process of its own, at a free port.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly TextWriter log;

    public ServerProcess(string name, string[] command, Dictionary<string, string> settings)
    {
        Name = name;
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Append($"--urls={Address}"))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (setting, value) in settings)
        {
            start.Environment[setting] = value;
        }

        log = TextWriter.Synchronized(new StreamWriter(Repository.Local($"bench-{name}.log")) { AutoFlush = true });
        process = Process.Start(start)!;
        // Not left behind when the benchmark is stopped.
        AppDomain.CurrentDomain.ProcessExit += Kill;
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>The processor time that the process has taken so far, its own and the kernel's for it.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory that was resident since <see cref="ForgetPeak"/>; where it cannot forget, since the start.</summary>
    public double ResidentMegabytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Sets the kernel's mark of the highest resident memory (VmHWM) back to what is resident now.</summary>
    public void ForgetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");
        }
    }

    /// <summary>Waits until the server answers, whatever it answers.</summary>
    public async Task Answers()
    {
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 300 && !process.HasExited; attempt++)
        {
            try
            {
                using var response = await client.GetAsync(new Uri(Address, "/v1/venues"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        throw new CannotMeasure($"The {Name} does not answer; its log is {Repository.Local($"bench-{Name}.log")}.");
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(null, EventArgs.Empty);
        await process.WaitForExitAsync();
        process.Dispose();
        await log.DisposeAsync();
    }

    private void Kill(object? sender, EventArgs arguments)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
