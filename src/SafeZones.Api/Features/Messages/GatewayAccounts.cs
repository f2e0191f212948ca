using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Features.Messages;

/// <summary>Seals and opens the secret by which an organisation signs in to its gateway, and knows the address that the gateway calls.</summary>
internal sealed class GatewayAccounts(MasterKey masterKey, CallerAccessor callers, PlatformSettings platform)
{
    public byte[] Seal(Guid gatewayId, string secret) =>
        MasterKey.Seal(masterKey.Derive("sms gateways"), Encoding.UTF8.GetBytes(secret), Context(gatewayId));

    public OpenedGateway Open(SealedGateway gateway)
    {
        var service = SmsGateway.Of(gateway.Kind);
        var secret = Encoding.UTF8.GetString(MasterKey.Open(masterKey.Derive("sms gateways"), gateway.SealedSecret, Context(gateway.Id)));
        return new OpenedGateway(service, new GatewayAccount(
            gateway.Address ?? service.UsualAddress!, gateway.Account, secret, gateway.Sender, CallbackUrl(gateway.Kind, gateway.Id)));
    }

    public string CallbackUrl(SmsGatewayKind kind, Guid gatewayId) =>
        $"{platform.PublicUrl}/v1/public/sms/{ApiJson.Word(kind)}/{Key(gatewayId)}";

    /// <summary>The secret end of that address: made from the gateway's id, so that it need not be kept.</summary>
    public string Key(Guid gatewayId) => WebEncoders.Base64UrlEncode(
        HMACSHA256.HashData(masterKey.Derive("sms gateway keys"), gatewayId.ToByteArray()));

    private string Context(Guid gatewayId) => $"{callers.TenantId}|sms_gateways.sealed_secret|{gatewayId}";
}

/// <summary>A gateway as the database holds it.</summary>
internal sealed record SealedGateway(
    Guid Id, SmsGatewayKind Kind, string? Address, string? Account, string? Sender, byte[] SealedSecret);

/// <summary>A gateway that can be used.</summary>
internal sealed record OpenedGateway(SmsGateway Service, GatewayAccount Account);
