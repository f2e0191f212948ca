using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Areas;

/// <summary>A coordinator gives an area up.</summary>
public static class DeleteArea
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/areas/{areaId:guid}", Endpoint)
        .Requires(Permission.ManageAreas)
        .Describe(nameof(DeleteArea), "Delete an area",
            "For good. Its venues stay; they belong to the next smallest area around them, or to none.")
        .GivesNothing();

    private static async Task<IResult> Endpoint(
        Guid areaId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(areaId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid AreaId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.AreaId;
            var version = await LockVersion(id, cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, version);
            audit.Record("area", id, []);
            await using var answers = await database.Ask(
                [
                    new SqlCall(AreaWriting.DeleteRings, new { id }),
                    VenueReassignment.After([id], extent: null, clock.GetUtcNow()),
                    new SqlCall(DeleteRow, new { id }),
                ],
                cancellationToken);
            foreach (var venueId in await answers.List<Guid>(cancellationToken))
            {
                audit.Record("venue", venueId, ["area_id"]);
            }

            return Unit.Value;
        }

        private async Task<long?> LockVersion(Guid id, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                [AreaLookup.ChangeAreasAlone, new SqlCall(SelectVersion, new { id })], cancellationToken);
            return await answers.FirstOrDefault<long?>(cancellationToken);
        }
    }

    private const string SelectVersion = "select a.version from areas a where a.tenant_id = @tenantId and a.id = @id";

    private const string DeleteRow = "delete from areas where tenant_id = @tenantId and id = @id";
}
