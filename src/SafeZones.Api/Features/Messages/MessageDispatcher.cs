using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>What came of handing a message over.</summary>
internal enum HandoverOutcome
{
    /// <summary>Whoever delivers it has it.</summary>
    Taken,
    /// <summary>It was refused, and would be again.</summary>
    Refused,
    /// <summary>Nobody was there, or had no time.</summary>
    TryAgain,
}

/// <summary>Hands over what is due, a few at a time; nothing of a message is written down anywhere.</summary>
internal sealed class MessageDispatcher(
    IServiceProvider services, PlatformSettings settings, PublicInternet internet, MailServer mail, TimeProvider clock,
    ILogger<MessageDispatcher> logger)
    : PeriodicWork(services, TimeSpan.FromSeconds(settings.SchedulerSeconds), clock, logger)
{
    private const int BatchMax = 100;
    private const int AtOnce = 8;

    private readonly TimeProvider clock = clock;
    private readonly IServiceProvider services = services;

    protected override async Task<int> DoWhatIsDue(PlatformDatabase database, CancellationToken cancellationToken)
    {
        var due = await database.List<Due>(SelectDue, new { now = clock.GetUtcNow(), rows = BatchMax }, cancellationToken);
        var done = 0;
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (one, cancellation) =>
            {
                if (await Dispatch(one, cancellation))
                {
                    Interlocked.Increment(ref done);
                }
            });
        return done;
    }

    private async Task<bool> Dispatch(Due due, CancellationToken cancellationToken)
    {
        var caller = Caller.System(due.TenantId, CallersOrganisation.None);
        if (await services.SendAs(caller, new DispatchMessage.Take(due.Id), cancellationToken) is not { } taken)
        {
            return false;
        }

        var (outcome, providerMessageId) = taken.Channel == MessageChannel.Email
            ? await HandOverMail(due.Id, taken.Text, cancellationToken)
            : await HandOverText(due.Id, taken.Text, taken.Gateway!, cancellationToken);
        await services.SendAs(caller, new DispatchMessage.Settle(due.Id, taken.Attempt, outcome, providerMessageId), cancellationToken);
        return outcome == HandoverOutcome.Taken;
    }

    private async Task<(HandoverOutcome, string?)> HandOverText(
        Guid id, MessageText text, OpenedGateway gateway, CancellationToken cancellationToken)
    {
        try
        {
            using var request = gateway.Service.Handover(gateway.Account, new OutgoingText(id, text.To, text.Body));
            using var response = await internet.Client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
                    ? HandoverOutcome.TryAgain
                    : HandoverOutcome.Refused, null);
            }

            using var answer = await JsonDocument.ParseAsync(
                await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            return gateway.Service.TakenAs(answer.RootElement) is { } taken
                ? (HandoverOutcome.Taken, taken.Length == 0 ? null : taken)
                : (HandoverOutcome.Refused, null);
        }
        catch (JsonException)
        {
            return (HandoverOutcome.Refused, null);
        }
        catch (Exception nobody) when (nobody is HttpRequestException or IOException or SocketException
            || (nobody is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (HandoverOutcome.TryAgain, null);
        }
    }

    private async Task<(HandoverOutcome, string?)> HandOverMail(Guid id, MessageText text, CancellationToken cancellationToken)
    {
        try
        {
            await mail.Send(id, text.To, text.FromName!, text.Subject!, text.Body, cancellationToken);
            return (HandoverOutcome.Taken, null);
        }
        catch (Exception refused) when (refused is ParseException or SmtpCommandException { StatusCode: >= SmtpStatusCode.SyntaxError })
        {
            return (HandoverOutcome.Refused, null);
        }
        catch (Exception nobody) when (nobody is ProtocolException or CommandException or IOException or SocketException or TimeoutException
            or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException)
        {
            return (HandoverOutcome.TryAgain, null);
        }
    }

    private sealed record Due(Guid TenantId, Guid Id);

    private const string SelectDue =
        """
        select m.tenant_id, m.id
        from messages m
        where m.due_at <= @now
        order by m.due_at, m.tenant_id, m.id
        limit @rows
        """;
}
