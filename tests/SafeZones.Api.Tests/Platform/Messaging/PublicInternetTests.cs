using System.Net;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Platform.Messaging;

public sealed class PublicInternetTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    public void An_address_of_our_own_networks_is_not_public(string address) => Assert.False(PublicInternet.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    public void An_address_of_the_internet_is(string address) => Assert.True(PublicInternet.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_gateway_on_our_own_machine_is_never_called_unless_the_installation_allows_it()
    {
        await using var services = await SmsServices.Start();
        using var closed = new PublicInternet(mayBePrivate: false);
        using var open = new PublicInternet(mayBePrivate: true);
        var port = new Uri(services.Address).Port;

        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433" })
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => closed.Client.PostAsync($"http://{host}:{port}/sms", null, TestContext.Current.CancellationToken));
        }

        Assert.Empty(services.Received);
        Assert.True((await open.Client.PostAsync($"http://127.0.0.1:{port}/sms", null, TestContext.Current.CancellationToken)).IsSuccessStatusCode);
    }
}
