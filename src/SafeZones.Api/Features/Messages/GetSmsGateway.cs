using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Messages;

/// <summary>An owner looks up how the SMS gateway is set up.</summary>
public static class GetSmsGateway
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/sms-gateway", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(GetSmsGateway), "Get the SMS gateway", "Without its secret. 404 while none is set up: no text messages are sent.")
        .Gives(StatusCodes.Status200OK, SmsGatewaySettings.Example)
        .Refuses(ProblemCode.NotFound);

    private static async Task<IResult> Endpoint(
        HttpContext context, GatewayAccounts accounts, IMediator mediator, CancellationToken cancellationToken)
    {
        var settings = await mediator.Send(new Query(), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Reply.Ok(context, settings with { CallbackUrl = accounts.CallbackUrl(settings.Kind, settings.Id) });
    }

    internal sealed record Query : IQuery<SmsGatewaySettings>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, SmsGatewaySettings>
    {
        public async Task<SmsGatewaySettings> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<SmsGatewaySettings>(SelectGateway, null, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
    }

    private const string SelectGateway = $"select {SmsGatewaySettings.Columns} from sms_gateways g where g.tenant_id = @tenantId";
}
