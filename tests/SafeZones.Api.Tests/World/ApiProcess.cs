using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SafeZones.Api.Tests.World;

/// <summary>The API as a process of its own, which can be killed.</summary>
public sealed class ApiProcess : IDisposable
{
    private readonly TestDatabase database;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly int port = FreePort();
    private Process process;

    private ApiProcess(TestDatabase database, IReadOnlyDictionary<string, string> settings)
    {
        this.database = database;
        this.settings = settings;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(15) };
        process = Launch();
    }

    public HttpClient Client { get; }

    /// <summary>What it has said on standard output and error.</summary>
    public List<string> Log { get; } = [];

    public static async Task<ApiProcess> Start(TestDatabase database, params (string Name, string Value)[] settings)
    {
        var api = new ApiProcess(database, settings.ToDictionary(pair => pair.Name, pair => pair.Value));
        await api.Ready();
        return api;
    }

    /// <summary>The most memory that it has ever held, in megabytes.</summary>
    public double PeakMegabytes => double.Parse(
        File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture) / 1024;

    /// <summary>As if the machine had lost power, for this process.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGTERM, as a container engine or systemd stops it.</summary>
    public async Task Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
    }

    public async Task StartAgain()
    {
        await process.WaitForExitAsync();
        process.Dispose();
        process = Launch();
        await Ready();
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        Client.Dispose();
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Installation).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["ConnectionStrings__App"] = database.App;
        start.Environment["ConnectionStrings__Platform"] = database.Platform;
        start.Environment["SafeZones__MasterKey"] = RunningApi.MasterKey;
        start.Environment["SafeZones__PublicUrl"] = RunningApi.PublicUrl;
        foreach (var (name, value) in RunningApi.WithoutRateLimits.Concat(settings.Select(pair => (pair.Key, pair.Value))))
        {
            start.Environment[name] = value;
        }

        var launched = new Process { StartInfo = start };
        launched.OutputDataReceived += Keep;
        launched.ErrorDataReceived += Keep;
        launched.Start();
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (Log)
        {
            Log.Add(line.Data ?? "");
        }
    }

    private async Task Ready()
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                using var response = await Client.GetAsync("/health/ready");
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The API did not become ready:\n{string.Join('\n', Log.TakeLast(20))}");
    }

    /// <summary>A port that nobody listens on just now.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
