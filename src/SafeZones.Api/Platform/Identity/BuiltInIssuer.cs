using Microsoft.AspNetCore;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Settings;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// The built-in issuer: an OAuth 2 server (OpenIddict) that gives service accounts tokens for client credentials, with
/// discovery and JWKS. It has no store of its own; accounts and keys are in our tables.
/// </summary>
internal static class BuiltInIssuer
{
    private const string TokenPath = "/oauth/token";
    private const string KeysPath = "/.well-known/jwks";

    private static readonly string[] Paths =
        [TokenPath, KeysPath, "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];

    public static void AddBuiltInIssuer(this IServiceCollection services, PlatformSettings platform, MasterKey masterKey)
    {
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode()
                .SetIssuer(platform.PublicUrl)
                .SetTokenEndpointUris(TokenPath)
                .SetJsonWebKeySetEndpointUris(KeysPath)
                .SetConfigurationEndpointUris(Paths[2..])
                .AllowClientCredentialsFlow()
                .RegisterScopes([.. Rights.Scopes])
                .SetAccessTokenLifetime(IssuerKeys.TokenLifetime)
                .DisableAccessTokenEncryption()
                // Never used and nevertheless required.
                .AddEncryptionKey(new SymmetricSecurityKey(masterKey.Derive("unused-token-encryption")))
                .AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseScopedHandler<ClientAuthentication>())
                .AddEventHandler<HandleTokenRequestContext>(handler => handler.UseScopedHandler<ClientTokens>())
                .AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseSingletonHandler<RefusalCount>().SetOrder(int.MinValue))
                .AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(context =>
                {
                    // Not the address that this request came by, which a proxy may have changed.
                    context.TokenEndpoint = new Uri(platform.PublicUrl + TokenPath);
                    context.JsonWebKeySetEndpoint = new Uri(platform.PublicUrl + KeysPath);
                    return ValueTask.CompletedTask;
                }).SetOrder(int.MaxValue))
                .AddEventHandler<ApplyConfigurationResponseContext>(handler => handler.UseInlineHandler(context =>
                {
                    // A Uri would end in a slash, and an issuer is compared letter by letter.
                    context.Response![Metadata.Issuer] = platform.PublicUrl;
                    return ValueTask.CompletedTask;
                }).SetOrder(int.MinValue))
                .AddEventHandler<GenerateTokenContext>(handler => handler.UseScopedHandler<TokenSigning>()
                    .SetOrder(OpenIddictServerHandlers.Protection.AttachSecurityCredentials.Descriptor.Order + 1))
                // TLS ends at the proxy.
                .UseAspNetCore().DisableTransportSecurityRequirement();
        });
        services.AddOptions<OpenIddictServerOptions>().Configure<IssuerKeys>((options, keys) => options.SigningCredentials
            .AddRange(keys.InSigningOrder().Select(key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256))));
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>, KeyChanges>();
        services.RemoveKeyRing();
    }

    /// <summary>
    /// Answers the issuer's own paths, and costs the others a comparison. The host would otherwise put authentication,
    /// and with it the issuer, in front of every request.
    /// </summary>
    public static void UseBuiltInIssuer(this WebApplication app)
    {
        app.UseWhen(context => Array.Exists(Paths, path => context.Request.Path == path), branch =>
        {
            var limits = app.Services.GetRequiredService<RateLimits>();
            branch.Use((context, next) =>
            {
                limits.CheckIssuer(context, isForToken: context.Request.Path == TokenPath);
                context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = WholeBody.BytesMax;
                return next(context);
            });
            branch.UseAuthentication();
        });
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
    }

    // Authentication brings along keys for cookies, which nobody uses here, and writes them to the home directory.
    private static void RemoveKeyRing(this IServiceCollection services)
    {
        var start = services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService");
        services.Remove(start);
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider, EphemeralDataProtectionProvider>());
    }

    private sealed class KeyChanges(IssuerKeys keys) : IOptionsChangeTokenSource<OpenIddictServerOptions>
    {
        public string Name => Options.DefaultName;

        public IChangeToken GetChangeToken() => keys.Changes();
    }

    /// <summary>Counts the clients that are not who they say, and answers one too many as every other request that is.</summary>
    private sealed class RefusalCount(RateLimits limits) : IOpenIddictServerHandler<ApplyTokenResponseContext>
    {
        public ValueTask HandleAsync(ApplyTokenResponseContext context)
        {
            if (context.Error == Errors.InvalidClient && context.Transaction.GetHttpRequest() is { } request)
            {
                limits.TakeRefused(request.HttpContext);
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Which key signs also depends on the time, and so is asked for each token.</summary>
    private sealed class TokenSigning(IssuerKeys keys, PlatformSettings platform)
        : IOpenIddictServerHandler<GenerateTokenContext>
    {
        public ValueTask HandleAsync(GenerateTokenContext context)
        {
            context.SigningCredentials = new SigningCredentials(keys.InSigningOrder()[0], SecurityAlgorithms.RsaSha256);
            context.Principal.SetClaim(Claims.Private.Issuer, platform.PublicUrl);
            return ValueTask.CompletedTask;
        }
    }
}
