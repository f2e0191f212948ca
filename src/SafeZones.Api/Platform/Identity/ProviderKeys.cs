using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SafeZones.Api.Platform.Identity;

/// <summary>An issuer's keys are needed and cannot be had.</summary>
internal sealed class IssuerUnreachable(string issuer) : Exception($"The keys of {issuer} cannot be fetched.");

/// <summary>
/// The keys that an OIDC provider publishes, by discovery and JWKS. They are fetched again every five minutes, so that a
/// withdrawn key is forgotten, and when a token names a key that is not among them, so that a new one is found.
/// </summary>
internal sealed class ProviderKeys(OidcProvider provider, RememberedTokens remembered, TimeProvider clock, ILogger logger)
    : IDisposable
{
    /// <summary>How long a provider is left in peace after a key was unknown or it did not answer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // While a provider does not answer, its last keys stay good for so long.
    private static readonly TimeSpan StaleMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);
    private const int AnswerBytesMax = 1_000_000;

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = AnswerBytesMax,
    };

    private readonly SemaphoreSlim fetching = new(1);
    private volatile Published? published;
    private DateTimeOffset nextUnknown = DateTimeOffset.MinValue;
    private DateTimeOffset nextAttempt = DateTimeOffset.MinValue;

    /// <summary>The keys with that id among those that are known now.</summary>
    public IEnumerable<SecurityKey> WithId(string? kid) => published?.Keys.Where(key => key.KeyId == kid) ?? [];

    /// <summary>Sees to it that the keys are fresh, and that this one was looked for.</summary>
    public async Task Learn(string kid)
    {
        if (IsEnough(kid))
        {
            return;
        }

        // Whoever can be answered from what is known does not wait for a slow provider.
        if (!await fetching.WaitAsync(WithId(kid).Any() && !IsStale() ? TimeSpan.Zero : Timeout.InfiniteTimeSpan))
        {
            return;
        }

        try
        {
            if (!IsEnough(kid))
            {
                await Fetch(kid);
            }
        }
        finally
        {
            fetching.Release();
        }

        if (published is null || IsStale())
        {
            throw new IssuerUnreachable(provider.Issuer);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        fetching.Dispose();
    }

    private bool IsEnough(string kid)
    {
        var now = clock.GetUtcNow();
        return published is { } known && now - known.At < AgeMax && (WithId(kid).Any() || now < nextUnknown);
    }

    private bool IsStale() => published is null || clock.GetUtcNow() - published.At >= StaleMax;

    private async Task Fetch(string kid)
    {
        var now = clock.GetUtcNow();
        if (now < nextAttempt)
        {
            return;
        }

        try
        {
            var retriever = new HttpDocumentRetriever(http) { RequireHttps = !new Uri(provider.Issuer).IsLoopback };
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(
                $"{provider.Issuer.TrimEnd('/')}/.well-known/openid-configuration", retriever, CancellationToken.None);
            if (configuration.Issuer != provider.Issuer)
            {
                throw new InvalidOperationException("Its discovery document names another issuer.");
            }

            Replace([.. configuration.SigningKeys.Where(key => key is AsymmetricSecurityKey or JsonWebKey)], now);
            nextUnknown = WithId(kid).Any() ? DateTimeOffset.MinValue : now + Pause;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or OperationCanceledException
            or ArgumentException or HttpRequestException)
        {
            nextAttempt = now + Pause;
            IdentityLog.ProviderUnreachable(logger, provider.Issuer, exception.GetType().Name);
        }
    }

    private void Replace(SecurityKey[] keys, DateTimeOffset now)
    {
        var withdrawn = published?.Keys.Select(key => key.KeyId).Except(keys.Select(key => key.KeyId)).Any() is true;
        published = new Published(keys, now);
        if (withdrawn)
        {
            remembered.Forget();
        }
    }

    private sealed record Published(SecurityKey[] Keys, DateTimeOffset At);
}
