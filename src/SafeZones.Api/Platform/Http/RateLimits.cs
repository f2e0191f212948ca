using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.HttpOverrides;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.Http;

/// <summary>Marks a public route whose answer somebody might guess at: fewer may be asked for.</summary>
internal sealed class Guessable;

/// <summary>
/// Nobody takes the API away from others: an organisation, one of its credentials, or a client address of the public plane sends so
/// many requests a minute; fewer of those that are refused for want of a good token or secret. Counted in this process, because a
/// count that all instances share costs each read a second round trip. Of an address only a keyed hash is counted, in memory, and
/// forgotten within two minutes.
/// </summary>
internal sealed class RateLimits
{
    private readonly byte[] addressKey = RandomNumberGenerator.GetBytes(32);
    private readonly Quota<Guid> organisations;
    private readonly Quota<(ActorKind, Guid, Guid?)> credentials;
    private readonly Quota<UInt128> addresses;
    private readonly Quota<UInt128> guesses;
    private readonly Quota<UInt128> refusals;

    public RateLimits(RateLimitSettings settings)
    {
        organisations = new("organisation", settings.Organisation);
        credentials = new("credential", settings.Credential);
        addresses = new("address", settings.Address);
        guesses = new("verify", settings.Verify);
        refusals = new("refused", settings.Refused);
    }

    /// <summary>Where clients really are, if proxies stand in front.</summary>
    public static void BelieveProxies(IApplicationBuilder app)
    {
        var trusted = app.ApplicationServices.GetRequiredService<RateLimitSettings>().TrustedProxies;
        if (trusted.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    /// <summary>Runs after admission, which has found out whose request it is.</summary>
    public Task Check(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata is { } route && route.GetMetadata<RequiredPermission>() is { } required
            && (route.GetMetadata<Guessable>() is not null || required.Permission == Permission.HoldLink
                || context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)))
        {
            if (required.Permission == Permission.Anyone)
            {
                TakePublic(context, route.GetMetadata<Guessable>() is not null);
            }
            else
            {
                Take(context, context.RequestServices.GetRequiredService<CallerAccessor>().Caller);
            }
        }

        return next(context);
    }

    /// <summary>
    /// Runs before the issuer, which asks the database for whoever wants a token: where too many were refused, nobody gets there.
    /// </summary>
    /// <param name="context">A request for one of the issuer's own paths.</param>
    /// <param name="isForToken">Whether it comes with a secret.</param>
    public void CheckIssuer(HttpContext context, bool isForToken)
    {
        var address = Hash(context.Connection.RemoteIpAddress);
        var taken = new Taken(addresses.Take(address), isForToken ? refusals.Look(address) : default);
        taken.Tell(context, isShared: true);
    }

    /// <summary>Runs before a link is looked up, which asks the database for whoever guesses.</summary>
    public void TakeAddress(HttpContext context) => TakePublic(context, isGuessable: false);

    /// <summary>
    /// A token or secret was refused. Whoever brings a good token never comes here, and so goes on beside somebody at the same
    /// address who guesses.
    /// </summary>
    public void TakeRefused(HttpContext context)
    {
        var taken = new Taken(refusals.Take(Hash(context.Connection.RemoteIpAddress)), default);
        taken.Tell(context, isShared: true);
    }

    private void Take(HttpContext context, Caller caller)
    {
        var taken = new Taken(
            credentials.Take((caller.Kind, caller.TenantId, caller.Id)),
            organisations.Take(caller.TenantId));
        taken.Tell(context, isShared: false);
    }

    // A cache gives the answer to others: how many requests are left is told to whoever is refused, and the policy to all.
    private void TakePublic(HttpContext context, bool isGuessable)
    {
        var address = Hash(context.Connection.RemoteIpAddress);
        var taken = new Taken(addresses.Take(address), isGuessable ? guesses.Take(address) : default);
        taken.Tell(context, isShared: true);
    }

    // Whoever has one address of IPv6 has a network of them.
    private UInt128 Hash(IPAddress? address)
    {
        var bytes = (address?.IsIPv4MappedToIPv6 is true ? address.MapToIPv4() : address ?? IPAddress.None).GetAddressBytes().AsSpan();
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(addressKey, address?.AddressFamily == AddressFamily.InterNetworkV6 && bytes.Length > 8 ? bytes[..8] : bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>What a request took of up to two quotas.</summary>
    private readonly record struct Taken(Share First, Share Second)
    {
        public void Tell(HttpContext context, bool isShared)
        {
            if (First.Policy is null && Second.Policy is null)
            {
                return;
            }

            var headers = context.Response.Headers;
            headers["RateLimit-Policy"] = Both(First.Policy, Second.Policy);
            var wait = First.Wait > Second.Wait ? First.Wait : Second.Wait;
            if (!isShared || wait > TimeSpan.Zero)
            {
                headers["RateLimit"] = Both(First.Left, Second.Left);
            }

            if (wait > TimeSpan.Zero)
            {
                throw new Problem(ProblemCode.RateLimited) { RetryAfter = wait };
            }
        }

        private static string? Both(string? first, string? second) => first is null ? second : second is null ? first : $"{first}, {second}";
    }
}
