using Microsoft.AspNetCore.Http.Timeouts;
using SafeZones.Api.Features.ActionLinks;
using SafeZones.Api.Features.Areas;
using SafeZones.Api.Features.AuditEntries;
using SafeZones.Api.Features.Certificates;
using SafeZones.Api.Features.Chains;
using SafeZones.Api.Features.Interventions;
using SafeZones.Api.Features.Jobs;
using SafeZones.Api.Features.MaterialRequests;
using SafeZones.Api.Features.Members;
using SafeZones.Api.Features.Messages;
using SafeZones.Api.Features.Organisations;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Features.Partnerships.Appeals;
using SafeZones.Api.Features.Partnerships.ByLink;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Features.Programmes;
using SafeZones.Api.Features.PublicAnswers;
using SafeZones.Api.Features.ServiceAccounts;
using SafeZones.Api.Features.Stock;
using SafeZones.Api.Features.Trainings;
using SafeZones.Api.Features.VenueContacts;
using SafeZones.Api.Features.Venues;
using SafeZones.Api.Pages;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.Observability;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Api.Platform.Settings;
using SafeZones.Api.Texts;

namespace SafeZones.Api;

/// <summary>One instance of the API: its parts, then the way that a request takes, then its features.</summary>
internal static class Installation
{
    /// <summary>No write takes longer; the database gives up before that.</summary>
    private static readonly TimeSpan RequestMax = TimeSpan.FromSeconds(20);

    /// <summary>How long a stopping instance waits for the requests in flight.</summary>
    private static readonly TimeSpan ShutdownMax = TimeSpan.FromSeconds(25);

    /// <summary>Builds an instance that is ready to run, or throws with the sentence that says why it cannot.</summary>
    /// <param name="args">Settings as <c>--Name=value</c>, which win over the environment.</param>
    /// <param name="change">Lets a test put its own clock in.</param>
    public static async Task<WebApplication> Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        var app = Assemble(args, change);
        await DatabaseSetup.RefusePrivilegedRoles(app.Services.GetRequiredService<DataSources>(), app.Logger);
        await app.Services.GetRequiredService<IssuerKeys>().Load(CancellationToken.None);
        return app;
    }

    /// <summary>Puts an instance together without reaching for its database, which is enough to describe it.</summary>
    public static WebApplication Assemble(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var platform = PlatformSettings.From(builder.Configuration);
        WallClock.Set(builder.Configuration, platform.PublicUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = WholeBody.ReadAwayBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        });
        builder.AddTelemetry();

        builder.Services.AddSingleton(WallClock.Time);
        builder.Services.AddSingleton(platform);
        builder.Services.AddSingleton<ProblemTexts>();
        builder.Services.AddSingleton<ProblemBodies>();
        builder.Services.AddSingleton<HostedPages>();
        builder.Services.AddSingleton<LinkPages>();
        builder.Services.AddSingleton<Cursors>();
        builder.Services.AddSingleton(RateLimitSettings.From(builder.Configuration));
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddDatabase(builder.Configuration);
        builder.Services.AddIdentity(builder.Configuration, platform);
        builder.Services.AddMediation();
        builder.Services.AddScoped<OrganisationKeys>();
        builder.Services.AddScoped<StaffChanges>();
        builder.Services.AddScoped<StaffDeclarations>();
        builder.Services.AddScoped<PartnershipMover>();
        builder.Services.AddScoped<PledgeAcceptances>();
        builder.Services.AddScoped<OutreachLog>();
        builder.Services.AddScoped<InterventionLog>();
        builder.Services.AddScoped<DecalMover>();
        builder.Services.AddScoped<MessageWriting>();
        builder.Services.AddScoped<GatewayAccounts>();
        builder.Services.AddSingleton(PublicInternet.From(builder.Configuration));
        builder.Services.AddSingleton(MailSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<MailServer>();
        builder.Services.AddSingleton<Conversation>();
        builder.Services.AddSingleton<CredentialIssuing>();
        builder.Services.AddSingleton<Housekeeping>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        builder.Services.AddSingleton<PartnershipScheduler>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PartnershipScheduler>());
        builder.Services.AddSingleton<InterventionRetention>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<InterventionRetention>());
        builder.Services.AddSingleton<ContactRetention>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ContactRetention>());
        builder.Services.AddSingleton<EvidenceRetention>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<EvidenceRetention>());
        builder.Services.AddSingleton<MessageDispatcher>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MessageDispatcher>());
        builder.Services.AddSingleton<MessageRetention>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MessageRetention>());
        builder.Services.AddScoped<JobQueue>();
        builder.Services.AddSingleton<DecalPrinter>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DecalPrinter>());
        builder.Services.AddSingleton<JobRetention>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<JobRetention>());
        Compressed.AddTo(builder.Services);
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = RequestMax });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownMax);
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        change?.Invoke(builder);

        var app = builder.Build();
        app.UseMiddleware<ProblemResponses>();
        RateLimits.BelieveProxies(app);
        app.UseBuiltInIssuer();
        app.UseRouting();
        app.UseRequestTimeouts();
        Compressed.Use(app);
        app.UseMiddleware<Admission>();
        app.Use(app.Services.GetRequiredService<RateLimits>().Check);
        app.Use(StrictQuery.Check);
        app.Use(StrictBody.Check);
        app.Use(RequestDetails.Read);

        var routes = app.MapGroup("");
        StrictQuery.Guard(routes);
        LeaveReadsToTheDatabase(routes);
        StrictBody.Guard(routes);
        Health.Map(routes);
        OrganisationsFeature.Map(routes);
        MembersFeature.Map(routes);
        AreasFeature.Map(routes);
        ProgrammesFeature.Map(routes);
        ServiceAccountsFeature.Map(routes);
        VenuesFeature.Map(routes);
        VenueContactsFeature.Map(routes);
        ChainsFeature.Map(routes);
        PartnershipsFeature.Map(routes);
        ActionLinksFeature.Map(routes);
        ByLinkFeature.Map(routes);
        AppealsFeature.Map(routes);
        DecalsFeature.Map(routes);
        MessagesFeature.Map(routes);
        InterventionsFeature.Map(routes);
        StockFeature.Map(routes);
        MaterialRequestsFeature.Map(routes);
        TrainingsFeature.Map(routes);
        CertificatesFeature.Map(routes);
        PublicAnswersFeature.Map(routes);
        JobsFeature.Map(routes);
        AuditEntriesFeature.Map(routes);
        ProblemCatalogue.Map(routes);
        HostedPages.Map(app);
        TextInbox.Map(app);
        app.MapDocument();
        app.MapDocumentPage();

        ((IEndpointRouteBuilder)app).RefuseRoutesWithoutPermission();
        return app;
    }

    // A read takes no body and is one round trip, which the database bounds; a timer of its own for each costs more.
    private static void LeaveReadsToTheDatabase(IEndpointConventionBuilder routes) => routes.Finally(endpoint =>
    {
        if (endpoint.Metadata.OfType<HttpMethodMetadata>().Any(methods => methods.HttpMethods.All(method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method))))
        {
            endpoint.Metadata.Add(new DisableRequestTimeoutAttribute());
        }
    });
}
