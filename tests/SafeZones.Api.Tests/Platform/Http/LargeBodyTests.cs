using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.Http;

/// <summary>A client that sends too much must be able to read why it was refused, however it sends.</summary>
public sealed class LargeBodyTests(SharedApi shared)
{
    private const int Times = 20;

    private readonly RunningApi api = shared.Api;

    [Theory]
    [InlineData(1_100_000, true)]
    [InlineData(1_100_000, false)]
    [InlineData(5_000_000, true)]
    [InlineData(5_000_000, false)]
    public async Task It_reads_the_refusal_after_it_has_sent_everything(int bytes, bool isAnnounced)
    {
        var token = (await (await api.Organisation()).Coordinator()).Token;

        for (var time = 0; time < Times; time++)
        {
            var answer = await SendThenRead(token, bytes, isAnnounced, pause: TimeSpan.Zero);

            Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
            Assert.Contains("\"code\":\"body_too_large\"", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_reads_the_refusal_also_when_it_is_slow()
    {
        var token = (await (await api.Organisation()).Coordinator()).Token;

        var answer = await SendThenRead(token, 1_100_000, isAnnounced: true, pause: TimeSpan.FromMilliseconds(200));

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_need_not_send_what_it_asks_leave_for()
    {
        var token = (await (await api.Organisation()).Coordinator()).Token;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Client.BaseAddress!.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/chains HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());

        Assert.StartsWith("HTTP/1.1 413 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_reads_that_there_was_no_token()
    {
        var answer = await SendThenRead("none", 5_000_000, isAnnounced: true, pause: TimeSpan.Zero);

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_100_000, false)]
    [InlineData(5_000_000, false)]
    [InlineData(5_000_000, true)]
    public async Task An_http_client_reads_the_refusal(int bytes, bool isChunked)
    {
        var token = (await (await api.Organisation()).Coordinator()).Token;

        for (var time = 0; time < Times; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chains") { Content = new ByteArrayContent(new byte[bytes]) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.TransferEncodingChunked = isChunked;
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await api.Client.SendAsync(request);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }
    }

    // Writes the whole request before it reads a byte, as simple clients do.
    private async Task<string> SendThenRead(string? token, int bytes, bool isAnnounced, TimeSpan pause)
    {
        const int piece = 50_000;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, api.Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/chains HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
            + (isAnnounced ? $"Content-Length: {bytes}\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n")));
        for (var sent = 0; sent < bytes; sent += piece)
        {
            await stream.WriteAsync(isAnnounced ? new byte[piece] : [.. Encoding.ASCII.GetBytes($"{piece:x}\r\n"), .. new byte[piece], 13, 10]);
            await Task.Delay(pause);
        }

        await stream.WriteAsync(isAnnounced ? [] : "0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
