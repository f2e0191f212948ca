using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Messages;

/// <summary>An owner takes the SMS gateway away.</summary>
public static class RemoveSmsGateway
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/sms-gateway", Endpoint)
        .Requires(Permission.ManageOrganisation)
        .Describe(nameof(RemoveSmsGateway), "Remove the SMS gateway",
            "At once no text message is sent or taken, and the address that the service calls is worth nothing. What waits fails.")
        .GivesNothing()
        .Refuses(ProblemCode.NotFound);

    private static async Task<IResult> Endpoint(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var gateway = await database.FirstOrDefault<SmsGatewaySettings>(LockGateway, null, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, gateway.Version);
            audit.Record("sms_gateway", gateway.Id, ["kind"]);
            await database.Execute(DeleteGateway, null, cancellationToken);
            return Unit.Value;
        }
    }

    private const string LockGateway =
        $"select {SmsGatewaySettings.Columns} from sms_gateways g where g.tenant_id = @tenantId for update";

    internal const string DeleteGateway = "delete from sms_gateways g where g.tenant_id = @tenantId";
}
