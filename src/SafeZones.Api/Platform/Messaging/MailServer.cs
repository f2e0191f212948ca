using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Messaging;

/// <summary>The mail server of the installation, which sends for every organisation.</summary>
/// <param name="Host">Where it is (<c>SafeZones__Smtp__Host</c>); null for an installation that sends no e-mail.</param>
/// <param name="Port">Its port (<c>SafeZones__Smtp__Port</c>, 587).</param>
/// <param name="User">Who signs in there (<c>SafeZones__Smtp__User</c>), if it asks.</param>
/// <param name="Password">By what (<c>SafeZones__Smtp__Password</c>).</param>
/// <param name="From">The address that mail comes from (<c>SafeZones__Smtp__From</c>).</param>
/// <param name="IsPlain">Whether it may go without encryption (<c>SafeZones__Smtp__Plain</c>), for a server on the same machine.</param>
internal sealed record MailSettings(string? Host, int Port, string? User, string? Password, string? From, bool IsPlain)
{
    public static MailSettings Read(IConfiguration configuration)
    {
        var host = configuration["SafeZones:Smtp:Host"] is { Length: > 0 } text ? text : null;
        return new MailSettings(
            host,
            Setting.Integer(configuration, "SafeZones:Smtp:Port", orElse: 587, least: 1, most: 65_535),
            configuration["SafeZones:Smtp:User"] is { Length: > 0 } user ? user : null,
            configuration["SafeZones:Smtp:Password"],
            host is null ? null : Setting.Required(configuration, "SafeZones:Smtp:From", "the address that mail comes from"),
            string.Equals(configuration["SafeZones:Smtp:Plain"], "true", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Hands an e-mail over, in one conversation each.</summary>
internal sealed class MailServer(MailSettings settings, TimeProvider clock)
{
    private const int MillisecondsMax = 15_000;

    public bool Exists => settings.Host is not null;

    /// <summary>Hands a plain text over to the server; throws what MailKit throws where it is not taken.</summary>
    public async Task Send(Guid id, string to, string fromName, string subject, string text, CancellationToken cancellationToken)
    {
        var from = MailboxAddress.Parse(settings.From!);
        using var mail = new MimeMessage(
            new InternetAddressList { new MailboxAddress(fromName, from.Address) }, new InternetAddressList { MailboxAddress.Parse(to) }, subject,
            new TextPart(TextFormat.Plain) { Text = text })
        {
            // The same if it is sent again because the answer was lost: mailboxes show it once.
            MessageId = $"{id}@{from.Domain}",
            Date = clock.GetUtcNow(),
        };
        // No "out of office" comes back.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient(new NullProtocolLogger()) { Timeout = MillisecondsMax };
        await client.ConnectAsync(
            settings.Host!, settings.Port, settings.IsPlain ? SecureSocketOptions.None : settings.Port == 465
                ? SecureSocketOptions.SslOnConnect
                : SecureSocketOptions.StartTls,
            cancellationToken);
        if (settings.User is not null)
        {
            await client.AuthenticateAsync(settings.User, settings.Password ?? "", cancellationToken);
        }

        await client.SendAsync(mail, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
