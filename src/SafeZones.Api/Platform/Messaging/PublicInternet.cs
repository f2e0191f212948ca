using System.Net;
using System.Net.Sockets;

namespace SafeZones.Api.Platform.Messaging;

/// <summary>
/// The way out to addresses that organisations name: only to hosts of the public internet, whatever their name resolves to at that very
/// moment, so that nobody makes us call our own network. No redirect is followed, and an answer is 64 KB at the most.
/// </summary>
internal sealed class PublicInternet : IDisposable
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(15);
    private const int AnswerBytesMax = 64 * 1024;

    // RFC 6890 and its successors: whatever is not the public internet.
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128",
            "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <param name="mayBePrivate">For an installation whose gateway stands beside it (<c>SafeZones__Outbound__AllowPrivate</c>).</param>
    public PublicInternet(bool mayBePrivate)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            // No trace context goes to somebody else.
            ActivityHeadersPropagator = null,
        };
        if (!mayBePrivate)
        {
            handler.ConnectCallback = ConnectToPublic;
        }

        Client = new HttpClient(handler) { Timeout = TimeMax, MaxResponseContentBufferSize = AnswerBytesMax };
    }

    public HttpClient Client { get; }

    public static PublicInternet From(IConfiguration configuration) =>
        new(string.Equals(configuration["SafeZones:Outbound:AllowPrivate"], "true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an address is one of the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Private, network => network.Contains(plain));
    }

    public void Dispose() => Client.Dispose();

    private static async ValueTask<Stream> ConnectToPublic(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, IsPublic))
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "This host is not on the public internet.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
