using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Printing;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Features.Messages;

/// <summary>A coordinator prints a letter for a venue that is not written to: a volunteer brings it, or the post does.</summary>
public static class PrintLetter
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/letters", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(PrintLetter), "Print a letter with an action link", """
            Makes an action link and answers with a sheet of A4: what it is for, the address as a QR code, and below a line to be torn off the
            six-character code for a text message. Nobody can print it again, because neither is kept; make another and revoke this one. Needs an
            `Idempotency-Key`.
            """)
        .InsistsOnIdempotencyKey()
        .Takes(Example)
        .GivesText<PrintedFile>(PdfFile.MediaType, PrintedFile.Example)
        .Refuses(
            ProblemCode.PartnershipMissing, ProblemCode.PartnershipOver, ProblemCode.PledgeTextMissing, ProblemCode.PrintImpossible,
            ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireIdempotencyKey();
        BodyRules.Check(body);
        var letter = await mediator.Send(new Command(body), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Reply.PrivateFile(context, $"letter-{body.PartnershipId}.pdf", PdfFile.MediaType, letter.Content);
    }

    /// <summary>To which venue, and for what.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>For which venue in which programme; it is not over.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>The one thing that the venue does with the link.</summary>
        public required LinkPurpose Purpose { get; init; }

        /// <summary>In which language (BCP 47); the organisation's unless given.</summary>
        [Language]
        public string? Locale { get; init; }

        /// <summary>For how many days the link is good, as when it is made by itself.</summary>
        [Range(1, LinkMaking.StandingDaysMax)]
        public int? Days { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => LinkMaking.DaysFaults(Purpose, Days);
    }

    internal sealed record Command(Body Body) : ICommand<PrintedFile>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, LinkMaking links) : IRequestHandler<Command, PrintedFile>
    {
        public async Task<PrintedFile> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var made = await links.Make(body.PartnershipId, body.Purpose, body.Days, cancellationToken);
            if (body.Purpose == LinkPurpose.AcceptPledge && made.PledgeVersion is null)
            {
                throw new Problem(ProblemCode.PledgeTextMissing);
            }

            var to = (await database.FirstOrDefault<Recipient>(SelectRecipient, new { id = body.PartnershipId }, cancellationToken))!;
            var sentences = MessageSentences.Of(body.Locale ?? callers.Caller.Organisation.DefaultLocale);
            var letter = new Letter(
                sentences, body.Purpose, LocalName.Best(to.Organisation, sentences.Language), LocalName.Best(to.Programme, sentences.Language),
                LocalName.Best(to.Venue, sentences.Language), made.Url, made.Code,
                TimeZoneName.DayOf(made.ExpiresAt, to.TimeZone), to.SmsNumber, to.HumanPhone);
            if (letter.Texts.FirstOrDefault(text => !text.IsComplete) is { } foreign)
            {
                throw new Problem(ProblemCode.PrintImpossible, Fault.At("/partnership_id", FaultCode.ScriptUnknown, ("text", foreign.Text)));
            }

            return new PrintedFile(letter.ToPdf());
        }
    }

    private static Body Example => new()
    {
        PartnershipId = new Guid("019a0c5e-7c3b-7e21-9f10-00000000000a"), Purpose = LinkPurpose.DeclareStaff, Locale = "en",
    };

    private sealed record Recipient(JsonText Organisation, JsonText Programme, JsonText Venue, string TimeZone, string? Sender, string? HumanPhone)
    {
        /// <summary>Where a text message can be sent to: a gateway may send under a name, to which nobody can answer.</summary>
        public string? SmsNumber => Sender is not null && Sender.TrimStart('+').All(char.IsAsciiDigit) ? Sender : null;
    }

    private const string SelectRecipient =
        """
        select o.name as organisation, p.name as programme, v.name as venue, v.time_zone, g.sender, g.human_phone
        from partnerships r
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        join organisations o on o.tenant_id = r.tenant_id
        left join sms_gateways g on g.tenant_id = r.tenant_id
        where r.tenant_id = @tenantId and r.id = @id
        """;
}
