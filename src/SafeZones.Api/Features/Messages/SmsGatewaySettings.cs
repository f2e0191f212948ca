using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>By whose service an organisation sends and receives text messages. Its secret is never shown again.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="Kind">Whose service.</param>
/// <param name="Address">Where it is; absent where it is where it usually is.</param>
/// <param name="Account">The name of the account there.</param>
/// <param name="Sender">The number or name that messages come from.</param>
/// <param name="HumanPhone">Where a human answers; it is told to whoever sends a code that is no longer good (E.164).</param>
/// <param name="SegmentsADayMax">How many segments may be sent within 24 hours, whatever a day's messages cost.</param>
/// <param name="CreatedAt">When it was set up (UTC).</param>
/// <param name="UpdatedAt">When it last changed (UTC).</param>
/// <param name="Version">Counts its changes. In quotes it is the ETag, and what If-Match wants.</param>
public sealed record SmsGatewaySettings(
    Guid Id, SmsGatewayKind Kind, string? Address, string? Account, string? Sender, string? HumanPhone, int SegmentsADayMax,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned
{
    /// <summary>
    /// The address to name there for incoming messages; <c>/delivery</c> behind it is the one for reports. Whoever has it can speak for the
    /// service: treat it as a secret.
    /// </summary>
    public string? CallbackUrl { get; init; }

    internal const string Columns =
        """
        g.id, g.kind, g.address, g.account, g.sender, g.human_phone, g.segments_a_day_max, g.created_at, g.updated_at, g.version
        """;

    internal static SmsGatewaySettings Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000022"), SmsGatewayKind.AfricasTalking, null, "example-network", "SAFEZONES", "+12025550100",
        500, new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), 1)
    {
        CallbackUrl = "https://api.safezones.example/v1/public/sms/africas_talking/secret-name-it-to-the-service",
    };
}
