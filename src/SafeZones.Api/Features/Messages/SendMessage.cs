using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Links;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>A coordinator asks somebody at a venue to do something, by text message or e-mail, with a link or code of their own.</summary>
public static class SendMessage
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/messages", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(SendMessage), "Send an action link to a contact", """
            Makes an action link and sends it, in the contact's language and by the contact's channel unless `channel` says otherwise. A text
            message carries a code where an answer by text message is enough (`accept_pledge`, `declare_staff`, `confirm_display`, `withdraw`),
            and the address where it is not. Between nine in the evening and nine in the morning, where the venue is, it waits. A telephone is written to
            only if its contact says that it is safe and has not sent STOP. Needs an `Idempotency-Key`.
            """)
        .InsistsOnIdempotencyKey()
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Message.Example)
        .Refuses(
            ProblemCode.PartnershipMissing, ProblemCode.PartnershipOver, ProblemCode.ContactMissing, ProblemCode.ContactUnreachable,
            ProblemCode.GatewayMissing, ProblemCode.PledgeTextMissing, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireIdempotencyKey();
        BodyRules.Check(body);
        var message = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/messages/{message.Id}", message);
    }

    /// <summary>To whom, and for what.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>For which venue in which programme; it is not over.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>Which contact of the venue.</summary>
        public required Guid ContactId { get; init; }

        /// <summary>The one thing that the venue does with the link.</summary>
        public required LinkPurpose Purpose { get; init; }

        /// <summary>By which way; the contact's own unless given.</summary>
        public MessageChannel? Channel { get; init; }

        /// <summary>For how many days the link is good, as when it is made by itself.</summary>
        [Range(1, LinkMaking.StandingDaysMax)]
        public int? Days { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => LinkMaking.DaysFaults(Purpose, Days);
    }

    internal sealed record Command(Body Body) : ICommand<Message>;

    internal sealed class Handler(
        TenantDatabase database, LinkMaking links, MessageWriting writing, MailServer mail, TimeProvider clock)
        : IRequestHandler<Command, Message>
    {
        public async Task<Message> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var (to, gateway, segmentsToday) = await Look(body, cancellationToken);
            var channel = body.Channel ?? to.UsualChannel ?? throw Unreachable("a channel that messages travel by");
            var address = channel == MessageChannel.Sms
                ? await PhoneOf(to, gateway, body.Purpose, cancellationToken)
                : to.Email ?? throw Unreachable("this channel needs an email");
            if (channel == MessageChannel.Email && !mail.Exists)
            {
                throw new Problem(ProblemCode.GatewayMissing);
            }

            var made = await links.Make(body.PartnershipId, body.Purpose, body.Days, cancellationToken);
            if (body.Purpose == LinkPurpose.AcceptPledge && made.PledgeVersion is null)
            {
                throw new Problem(ProblemCode.PledgeTextMissing);
            }

            var text = Write(to, channel, address, body.Purpose, made);
            var segments = channel == MessageChannel.Sms ? TextSegments.Count(text.Body) : 0;
            if (gateway is not null && segments > 0)
            {
                Problem.ThrowIfTooMany(segmentsToday + segments, gateway.SegmentsADayMax);
            }

            var dueAt = channel == MessageChannel.Sms ? QuietHours.Over(made.MadeAt, to.TimeZone) : made.MadeAt;
            await using var written = await database.Ask(
                [.. writing.Queue(
                    new NewMessage(MessageKind.ActionLink, channel, text.Locale, segments, dueAt) { ContactId = to.Id, ActionLinkId = made.Id },
                    new MessageText(address, text.FromName, text.Subject, text.Body))],
                cancellationToken);
            return (await written.FirstOrDefault<Message>(cancellationToken))!;
        }

        private async Task<(Recipient To, Gateway? Gateway, int SegmentsToday)> Look(Body body, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                SelectRecipient,
                new { contactId = body.ContactId, partnershipId = body.PartnershipId, dayAgo = clock.GetUtcNow().AddDays(-1) }, cancellationToken);
            var isThere = await answers.FirstOrDefault<Guid?>(cancellationToken) is not null;
            var to = await answers.FirstOrDefault<Recipient>(cancellationToken);
            if (!isThere)
            {
                throw new Problem(ProblemCode.PartnershipMissing, Fault.At("/partnership_id", FaultCode.Missing));
            }

            return (
                to ?? throw new Problem(ProblemCode.ContactMissing, Fault.At("/contact_id", FaultCode.Missing)),
                await answers.FirstOrDefault<Gateway>(cancellationToken), await answers.FirstOrDefault<int>(cancellationToken));
        }

        private async Task<string> PhoneOf(Recipient to, Gateway? gateway, LinkPurpose purpose, CancellationToken cancellationToken)
        {
            var phone = to.Phone ?? throw Unreachable("this channel needs a phone");
            if (!to.SafeToText)
            {
                throw Unreachable("safe_to_text");
            }

            if (purpose == LinkPurpose.AcceptPledge && to.Role is not (ContactRole.Owner or ContactRole.Manager))
            {
                throw Unreachable("a pledge by text message needs an owner or manager");
            }

            if (await database.FirstOrDefault<bool>(MessageWriting.SelectOptedOut, new { phoneHash = writing.HashOf(phone) }, cancellationToken))
            {
                throw Unreachable("the contact has sent STOP");
            }

            return gateway is null ? throw new Problem(ProblemCode.GatewayMissing) : phone;
        }

        private static (string Locale, string? FromName, string? Subject, string Body) Write(
            Recipient to, MessageChannel channel, string address, LinkPurpose purpose, MadeLink made)
        {
            var sentences = MessageSentences.Of(to.Locale);
            var organisation = LocalName.Best(to.Organisation, sentences.Language).Text;
            (string Name, object Value)[] values =
            [
                ("organisation", organisation),
                ("programme", LocalName.Best(to.Programme, sentences.Language).Text),
                ("venue", LocalName.Best(to.Venue, sentences.Language).Text),
                ("version", made.PledgeVersion ?? 0),
                ("code", made.Code),
                ("url", made.Url),
                ("until", TimeZoneName.DayOf(made.ExpiresAt, to.TimeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ];
            var word = ApiJson.Word(purpose);
            return channel == MessageChannel.Sms
                ? (sentences.Language, null, null, TextSegments.Cheapest(sentences.Say($"sms_{word}", values)))
                : (sentences.Language, organisation, sentences.Say("mail_subject", values),
                    $"{sentences.Say($"mail_{word}", values)}\n\n{values[5].Value}\n\n{sentences.Say("mail_end", values)}\n");
        }

        private static Problem Unreachable(string rule) =>
            new(ProblemCode.ContactUnreachable, Fault.At("/contact_id", FaultCode.Contradiction, ("rule", rule)));
    }

    private static Body Example => new()
    {
        PartnershipId = new Guid("019a0c5e-7c3b-7e21-9f10-00000000000a"), ContactId = Message.Example.ContactId!.Value,
        Purpose = LinkPurpose.DeclareStaff,
    };

    private sealed record Recipient(
        Guid Id, ContactRole Role, string? Phone, string? Email, ContactChannel Channel, string Locale, bool SafeToText, JsonText Venue,
        string TimeZone, JsonText Programme, JsonText Organisation)
    {
        // Whoever reads WhatsApp has a telephone; whoever wants to be called or visited is not written to unless somebody says so.
        public MessageChannel? UsualChannel => Channel switch
        {
            ContactChannel.Sms or ContactChannel.Whatsapp => MessageChannel.Sms,
            ContactChannel.Email => MessageChannel.Email,
            _ => null,
        };
    }

    private sealed record Gateway(int SegmentsADayMax);

    private const string SelectRecipient =
        $"""
        select r.id from partnerships r where r.tenant_id = @tenantId and r.id = @partnershipId;

        select k.id, k.role, k.phone, k.email, k.channel, k.locale, k.safe_to_text, v.name as venue, v.time_zone, p.name as programme,
            o.name as organisation
        from partnerships r
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        join venue_contacts k on k.tenant_id = r.tenant_id and k.venue_id = r.venue_id
        join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        join organisations o on o.tenant_id = r.tenant_id
        where r.tenant_id = @tenantId and r.id = @partnershipId and k.id = @contactId;

        select g.segments_a_day_max from sms_gateways g where g.tenant_id = @tenantId;

        {MessageWriting.CountSegments}
        """;
}
