using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain;

namespace SafeZones.Bench.Limit;

/// <summary>
/// What the same work costs with nothing of the API around it: the fastest that we know how to answer these requests
/// from ASP.NET Core and PostgreSQL. One endpoint a scenario, straight on Kestrel's pipe; raw Npgsql with positional,
/// typed parameters; one round trip for all of begin, set_tenant, the very statements that the API sends (taken from
/// its own constants) and commit; source-generated JSON; JwtBearer with validated tokens remembered. The organisation
/// and the actor are what the token says. No membership, permissions, validation, mediator, Dapper, ETags, problems,
/// paging or sealing. Pool, connection settings, garbage collector and Kestrel are set as the API sets them.
/// </summary>
internal static class LimitServer
{
    public static async Task Run(string[] args)
    {
        await using var app = Build(args);
        await app.Services.GetRequiredService<IssuerKeys>().Load(CancellationToken.None);
        await app.RunAsync();
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.AddDatabase(builder.Configuration);
        AddSignIn(services, builder.Configuration);

        var app = builder.Build();
        var dataSources = new DataSources(app.Services.GetRequiredService<DatabaseSettings>(), NullLoggerFactory.Instance);
        var dataSource = dataSources.Of(Placement.Shared);
        var verifying = new Verifying(dataSources.Platform);
        var passing = new Lazy<Passing>(() => new Passing(dataSources.Platform));
        var reading = new Reading(dataSource);
        var writing = new Writing(dataSource);
        var telling = new Telling(dataSource);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/v1/venues/{venueId:guid}", (RequestDelegate)reading.Venue).RequireAuthorization();
        app.MapGet("/v1/venues", (RequestDelegate)reading.Venues).RequireAuthorization();
        app.MapGet("/v1/public/verify/{code}", (RequestDelegate)verifying.Decal);
        // It takes the pages up with its first request: the API makes them after both were started.
        app.MapGet("/s/{code}", (HttpContext context) => passing.Value.Page(context));
        app.MapPost("/v1/venues", (RequestDelegate)writing.CreateVenue).RequireAuthorization();
        app.MapPost("/v1/interventions", (RequestDelegate)telling.LogOne).RequireAuthorization();
        app.MapPost("/v1/venues/batch", (RequestDelegate)writing.CreateVenues).RequireAuthorization();
        return app;
    }

    // The API's own validation and memory of tokens, without what it then looks up.
    private static void AddSignIn(IServiceCollection services, IConfiguration configuration)
    {
        var platform = PlatformSettings.From(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(platform);
        services.AddSingleton(MasterKey.From(configuration));
        services.AddSingleton(IssuerSettings.From(configuration, platform));
        services.AddSingleton<RememberedTokens>();
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<KnownIssuers>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<KnownIssuers>((options, known) =>
        {
            options.MapInboundClaims = false;
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(known);
        });
        services.AddAuthorization();
    }
}
