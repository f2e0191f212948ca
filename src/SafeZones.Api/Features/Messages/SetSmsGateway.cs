using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>An owner says by whose service the organisation sends and receives text messages.</summary>
public static class SetSmsGateway
{
    private const int SegmentsADayDefault = 500;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/sms-gateway", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(SetSmsGateway), "Set up the SMS gateway", """
            Name the `callback_url` of the answer to the service for incoming messages, and `callback_url` with `/delivery` behind it for reports.
            `twilio` checks `X-Twilio-Signature`; `africas_talking`, `frontline_sms` and `rapid_pro` sign nothing and are known by the address. In
            RapidPro and FrontlineSMS let what forwards messages send the members `id`, `from` and `text`. With `http` any service can be
            used that takes `{"id", "to", "from", "text", "callback_url"}` with the secret as a bearer token and answers `{"id"}`; it posts `{"id",
            "from", "text"}` and `{"id", "status"}` (`sent`, `delivered`, `failed`) as Standard Webhooks, signed with the same secret. A service at
            another place than its usual one, and any `http`, must be on the public internet. One that is there is changed with `If-Match` (200); another
            service is another gateway, with an address of its own (201).
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, SmsGatewaySettings.Example)
        .Produces<SmsGatewaySettings>(StatusCodes.Status201Created);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, GatewayAccounts accounts, IMediator mediator, CancellationToken cancellationToken)
    {
        var condition = UpsertCondition.Of(context);
        BodyRules.Check(body);
        var settings = await mediator.Send(new Command(body, condition), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var shown = settings with { CallbackUrl = accounts.CallbackUrl(settings.Kind, settings.Id) };
        return shown.Version == 1 ? Reply.Created(context, "/v1/sms-gateway", shown) : Reply.Ok(context, shown);
    }

    /// <summary>Which service, and how to sign in there.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>Whose service.</summary>
        public required SmsGatewayKind Kind { get; init; }

        /// <summary>Where it is (https), unless where it usually is.</summary>
        [StringLength(200)]
        public string? Address { get; init; }

        /// <summary>The name of the account there: Twilio's account SID, the user name of Africa's Talking.</summary>
        [StringLength(100, MinimumLength = 1), OneLine]
        public string? Account { get; init; }

        /// <summary>What signs in there, and what incoming calls are signed with where they are: token, API key. Kept sealed, never shown.</summary>
        [StringLength(500, MinimumLength = 8), OneLine]
        public required string Secret { get; init; }

        /// <summary>The number or name that messages come from, where the service does not know it.</summary>
        [StringLength(40, MinimumLength = 1), OneLine]
        public string? Sender { get; init; }

        /// <summary>Where a human answers, with its country code; told to whoever sends a code that is no longer good.</summary>
        [StringLength(40), Telephone]
        public string? HumanPhone { get; init => field = value is null ? null : TelephoneNumber.E164OrDefault(value) ?? value; }

        /// <summary>How many segments may be sent within 24 hours; 500 unless given.</summary>
        [Range(0, 100_000)]
        public int? SegmentsADayMax { get; init; }

        internal string? PlainAddress => Address?.TrimEnd('/');

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            var service = SmsGateway.Of(Kind);
            if (Address is null && service.UsualAddress is null)
            {
                yield return Fault.At("/address", FaultCode.Required);
            }

            if (Address is not null && !(Uri.TryCreate(Address, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
                && address.UserInfo.Length == 0 && address.Fragment.Length == 0))
            {
                yield return Fault.At("/address", FaultCode.WrongFormat, ("pattern", "https://…"));
            }

            if (Account is null && service.NeedsAccount)
            {
                yield return Fault.At("/account", FaultCode.Required);
            }
        }
    }

    internal sealed record Command(Body Body, UpsertCondition Condition) : ICommand<SmsGatewaySettings>;

    internal sealed class Handler(TenantDatabase database, GatewayAccounts accounts, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, SmsGatewaySettings>
    {
        public async Task<SmsGatewaySettings> Handle(Command command, CancellationToken cancellationToken)
        {
            var (body, now) = (command.Body, clock.GetUtcNow());
            // Another service is another gateway, with an address of its own.
            var known = await LockKnown(cancellationToken);
            command.Condition.Check(known?.Version);
            var (id, isNew) = known is not null && known.Kind == body.Kind ? (known.Id, false) : (RowId.At(now), true);
            audit.Record("sms_gateway", id, ["kind", "address", "account", "secret", "sender", "human_phone", "segments_a_day_max"]);
            var values = new
            {
                id,
                kind = body.Kind,
                address = body.PlainAddress,
                account = body.Account,
                sender = body.Sender,
                humanPhone = body.HumanPhone,
                segmentsADayMax = body.SegmentsADayMax ?? SegmentsADayDefault,
                sealedSecret = accounts.Seal(id, body.Secret),
                now,
                keyHash = RandomSecret.Hash(accounts.Key(id)),
            };
            if (isNew)
            {
                await database.Execute(RemoveSmsGateway.DeleteGateway, null, cancellationToken);
            }

            return (await database.FirstOrDefault<SmsGatewaySettings>(
                isNew ? InsertGateway : UpdateGateway, values, cancellationToken))!;
        }

        private async Task<Known?> LockKnown(CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(LockOrganisationThenGateway, null, cancellationToken);
            await answers.FirstOrDefault<long>(cancellationToken);
            return await answers.FirstOrDefault<Known>(cancellationToken);
        }
    }

    private static Body Example => new()
    {
        Kind = SmsGatewayKind.AfricasTalking, Account = SmsGatewaySettings.Example.Account, Secret = "the-api-key-of-the-account",
        Sender = SmsGatewaySettings.Example.Sender, HumanPhone = SmsGatewaySettings.Example.HumanPhone,
    };

    private sealed record Known(Guid Id, SmsGatewayKind Kind, long Version);

    // The organisation is locked, so that of two that set up the first gateway the second changes it.
    private const string LockOrganisationThenGateway =
        """
        select o.version from organisations o where o.tenant_id = @tenantId for no key update;

        select g.id, g.kind, g.version from sms_gateways g where g.tenant_id = @tenantId
        """;

    private const string InsertGateway =
        $"""
        insert into sms_gateways as g (
            tenant_id, id, kind, address, account, sender, human_phone, segments_a_day_max, sealed_secret, created_at, updated_at, version)
        values (
            @tenantId, @id, @kind, @address, @account, @sender, @humanPhone, @segmentsADayMax, @sealedSecret, @now, @now, 1)
        returning {SmsGatewaySettings.Columns};

        insert into sms_gateway_keys (key_hash, organisation_id, sms_gateway_id) values (@keyHash, @tenantId, @id)
        """;

    private const string UpdateGateway =
        $"""
        update sms_gateways g
        set address = @address, account = @account, sender = @sender, human_phone = @humanPhone, segments_a_day_max = @segmentsADayMax,
            sealed_secret = @sealedSecret, updated_at = @now, version = g.version + 1
        where g.tenant_id = @tenantId and g.id = @id
        returning {SmsGatewaySettings.Columns}
        """;
}
