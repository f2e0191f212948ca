using System.Collections.Frozen;
using MediatR;
using SafeZones.Api.Features.Messages;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain.Messages;

namespace SafeZones.Api.Texts;

/// <summary>
/// Where the gateways of organisations bring text messages and tell what became of ours. A wrong address, a wrong signature and a gateway that
/// was taken away are the same 404; a stranger who guesses at addresses has few tries a minute.
/// </summary>
internal static class TextInbox
{
    private const string Address = "/v1/public/sms/{gateway}/{key}";

    // Three segments in each of its alphabets, with everything that services add, are far below.
    private const int BodyBytesMax = 16 * 1024;

    private static readonly FrozenDictionary<string, SmsGatewayKind> Kinds =
        Enum.GetValues<SmsGatewayKind>().ToFrozenDictionary(ApiJson.Word);

    // Not in the group of the API's own routes: the services send what they send, forms and JSON of their own.
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Address, Receive).Requires(Permission.Anyone);
        routes.MapPost(Address + "/delivery", Report).Requires(Permission.Anyone);
        routes.MapPost(Address + "/delivery/{messageId:guid}", ReportOne).Requires(Permission.Anyone);
    }

    private static async Task<IResult> Receive(
        string gateway, string key, HttpContext context, IServiceProvider services, Conversation conversation, CancellationToken cancellationToken)
    {
        var (owner, service, call) = await LetIn(gateway, key, context, services, cancellationToken);
        var text = service.Received(call) ?? throw new Problem(ProblemCode.MalformedBody);
        await conversation.Answer(owner, text, cancellationToken);
        // Our answer is a message of its own: what the service would make of a text here is left to none.
        return TypedResults.Ok();
    }

    private static Task<IResult> Report(
        string gateway, string key, HttpContext context, IServiceProvider services, CancellationToken cancellationToken) =>
        ReportOne(gateway, key, null, context, services, cancellationToken);

    private static async Task<IResult> ReportOne(
        string gateway, string key, Guid? messageId, HttpContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (owner, service, call) = await LetIn(gateway, key, context, services, cancellationToken);
        if (service.Report(call) is { } report)
        {
            await services.SendAs(owner, new ReportDelivery.Command(messageId, report), cancellationToken);
        }

        return TypedResults.Ok();
    }

    private static async Task<(Caller Owner, SmsGateway Service, GatewayCall Call)> LetIn(
        string gateway, string key, HttpContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var body = await BodyOrDefault(context.Request, cancellationToken) ?? throw new Problem(ProblemCode.BodyTooLarge);
        if (Kinds.TryGetValue(gateway, out var kind)
            && await services.GetRequiredService<IMediator>().Send(new FindGateway.Query(kind, key), cancellationToken) is { } found)
        {
            var owner = Caller.System(found.OrganisationId, CallersOrganisation.None) with { Placement = found.Placement };
            var url = services.GetRequiredService<PlatformSettings>().PublicUrl + context.Request.Path + context.Request.QueryString;
            if (await services.SendAs(owner, new OpenGateway.Query(), cancellationToken) is { } opened
                && GatewayCall.ReadOrDefault(url, context.Request, body) is { } call
                && opened.Service.IsGenuine(call, opened.Account, services.GetRequiredService<TimeProvider>().GetUtcNow()))
            {
                return (owner, opened.Service, call);
            }
        }

        services.GetRequiredService<RateLimits>().TakeRefused(context);
        throw new Problem(ProblemCode.NotFound);
    }

    private static async Task<byte[]?> BodyOrDefault(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = new byte[BodyBytesMax + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length > BodyBytesMax ? null : bytes[..length];
    }
}
