using Microsoft.AspNetCore.Authentication.JwtBearer;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Identity;

internal static class IdentitySetup
{
    public static void AddIdentity(this IServiceCollection services, IConfiguration configuration, PlatformSettings platform)
    {
        var masterKey = MasterKey.From(configuration);
        services.AddSingleton(masterKey);
        services.AddSingleton(IssuerSettings.From(configuration, platform));
        services.AddSingleton<RememberedTokens>();
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<DevelopmentTokens>();
        services.AddSingleton<KnownIssuers>();
        services.AddSingleton<Membership>();
        services.AddSingleton<LinkHolders>();
        services.AddScoped<LinkUse>();
        services.AddScoped<LinkMaking>();
        services.AddScoped<CallerAccessor>();

        // No default scheme: a token is read only where a route requires it.
        services.AddAuthentication().AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<KnownIssuers>((options, known) =>
        {
            options.MapInboundClaims = false;
            options.SaveToken = false;
            options.Events = new JwtBearerEvents { OnAuthenticationFailed = SaySoWhenAnIssuerIsUnreachable };
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(known);
        });
        services.AddBuiltInIssuer(platform, masterKey);
        services.AddHostedService<IssuerKeyRefresh>();
    }

    private static Task SaySoWhenAnIssuerIsUnreachable(AuthenticationFailedContext context)
    {
        if (context.Exception is IssuerUnreachable)
        {
            context.HttpContext.Items[nameof(IssuerUnreachable)] = true;
        }

        return Task.CompletedTask;
    }

    /// <summary>Learns of a rotation on another instance.</summary>
    private sealed class IssuerKeyRefresh(IssuerKeys keys, TimeProvider clock, ILogger<IssuerKeyRefresh> logger)
        : BackgroundService
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(Interval, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await keys.Load(stoppingToken);
                }
                catch (Npgsql.NpgsqlException exception)
                {
                    // The keys in memory stay good; the database will be back.
                    IdentityLog.KeysNotRead(logger, exception.GetType().Name);
                }
            }
        }
    }
}

internal static partial class IdentityLog
{
    [LoggerMessage(LogLevel.Warning, "The issuer's keys could not be read again ({Cause}); those in memory stay in use.")]
    public static partial void KeysNotRead(ILogger logger, string cause);

    [LoggerMessage(LogLevel.Warning, "The keys of the issuer {Issuer} could not be fetched ({Cause}).")]
    public static partial void ProviderUnreachable(ILogger logger, string issuer, string cause);
}
