using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Areas;

/// <summary>A coordinator renames an area or draws it anew.</summary>
public static class PatchArea
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/areas/{areaId:guid}", Endpoint)
        .Requires(Permission.ManageAreas)
        .Describe(nameof(PatchArea), "Change an area", """
            A merge patch: members that are there replace, `null` clears, what is absent stays. With another geometry,
            the venues that it touches are assigned anew.
            """)
        .TakesPatch(new { name = new { en = "Example District (old town)" } }, typeof(AreaBody))
        .Gives(StatusCodes.Status200OK, AreaExamples.Area)
        .Refuses(ProblemCode.AreaCodeTaken);

    private static async Task<IResult> Endpoint(
        Guid areaId, MergePatch<AreaBody> patch, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(areaId, patch, expected), cancellationToken));
    }

    internal sealed record Command(Guid AreaId, MergePatch<AreaBody> Patch, long? ExpectedVersion) : ICommand<Area>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Area>
    {
        public async Task<Area> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.AreaId;
            var area = await Lock(id, cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, area.Version);
            var (body, changed) = command.Patch.ApplyTo(area.ToBody());
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return area;
            }

            audit.Record("area", id, changed);
            var content = AreaContent.Of(body);
            var now = clock.GetUtcNow();
            await using var answers = await database.Ask(
                [
                    .. AreaWriting.Update(id, content, now),
                    VenueReassignment.After([id], content.Shape.BoundingBox, now),
                    new SqlCall(AreaWriting.SelectArea, new { id }),
                ],
                cancellationToken);
            foreach (var venueId in await answers.List<Guid>(cancellationToken))
            {
                audit.Record("venue", venueId, ["area_id"]);
            }

            return (await answers.FirstOrDefault<Area>(cancellationToken))!;
        }

        private async Task<Area?> Lock(Guid id, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                [AreaLookup.ChangeAreasAlone, new SqlCall(AreaWriting.SelectArea, new { id })], cancellationToken);
            return await answers.FirstOrDefault<Area>(cancellationToken);
        }
    }
}
