using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SafeZones.Api.Features.Organisations;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Tests.World;

/// <summary>The whole API on a real Kestrel at a free port, with a database of its own.</summary>
public sealed class RunningApi : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningApi(WebApplication app, TestDatabase database, Uri address)
    {
        this.app = app;
        Database = database;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    }

    public const string PublicUrl = "https://api.safezones.example";

    public static readonly string MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public TestDatabase Database { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>The settings that every instance on that database needs, as arguments of the program.</summary>
    public static string[] SettingsOf(TestDatabase database) =>
    [
        $"--ConnectionStrings:App={database.App}", $"--ConnectionStrings:Platform={database.Platform}",
        $"--SafeZones:MasterKey={MasterKey}", $"--SafeZones:PublicUrl={PublicUrl}",
        // A test that is about time looks by itself.
        "--SafeZones:SchedulerSeconds=0",
        // The services that carry messages are on this machine.
        "--SafeZones:Outbound:AllowPrivate=true",
        // Tests ask more in a minute than a front end does.
        .. WithoutRateLimits.Select(pair => $"--{pair.Name.Replace("__", ":", StringComparison.Ordinal)}={pair.Value}"),
    ];

    /// <summary>Settings that switch every limit off.</summary>
    public static (string Name, string Value)[] WithoutRateLimits =>
    [
        .. new[] { "Organisation", "Credential", "Address", "Verify", "Refused" }.Select(kind => ($"SafeZones__RateLimits__{kind}PerMinute", "0")),
    ];

    /// <param name="database">Where its data is; a new database unless given.</param>
    /// <param name="settings">Further settings, <c>--Name=value</c>; they win over the usual ones.</param>
    /// <param name="clock">A clock that the test moves.</param>
    /// <param name="renewsTokens">Whether members get a new token for each request.</param>
    public static async Task<RunningApi> Start(
        TestDatabase? database = null, IEnumerable<string>? settings = null, TimeProvider? clock = null,
        bool renewsTokens = false)
    {
        database ??= await PostgresCluster.NewDatabase();
        var app = await Installation.Build(
            ["--urls=http://127.0.0.1:0", .. SettingsOf(database), .. settings ?? []],
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                if (clock is not null)
                {
                    builder.Services.AddSingleton(clock);
                }
            });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new RunningApi(app, database, new Uri(address)) { RenewsTokens = renewsTokens };
    }

    /// <summary>A token of the built-in issuer, as the command of the program would print it.</summary>
    public string Token(string subject, Guid? organisationId, TimeSpan? lifetime = null) =>
        Services.GetRequiredService<DevelopmentTokens>().Issue(subject, organisationId, lifetime ?? TimeSpan.FromHours(1));

    /// <summary>Whether members get a new token for each request, because a test moves the clock by days.</summary>
    public bool RenewsTokens { get; private init; }

    /// <summary>A member of an organisation.</summary>
    public Actor Member(string subject, Guid organisationId) => new(Client, Token(subject, organisationId))
    {
        Renew = RenewsTokens ? () => Token(subject, organisationId) : null,
    };

    /// <summary>Somebody who runs the platform.</summary>
    public async Task<Actor> Operator()
    {
        var subject = $"operator-{Guid.NewGuid():N}";
        await Services.SendAs(Caller.Platform, new AppointOperator.Command(null, subject), CancellationToken.None);
        return new Actor(Client, Token(subject, organisationId: null));
    }

    public Actor Stranger => new(Client, token: null);

    /// <summary>An organisation that nobody else touches.</summary>
    public async Task<Organisation> Organisation(string timeZone = "Asia/Ho_Chi_Minh", string country = "VN") =>
        await World.Organisation.Create(this, timeZone, country);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
