using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Areas;

/// <summary>A coordinator draws an area.</summary>
public static class CreateArea
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/areas", Endpoint)
        .Requires(Permission.ManageAreas)
        .Describe(nameof(CreateArea), "Create an area", $"""
            Venues whose position lies in it and in no smaller area belong to it from now on; their `area_id` and
            version change with it. An organisation has at most {AreaWriting.AreasMax} areas.
            """)
        .Takes(AreaExamples.Body)
        .Gives(StatusCodes.Status201Created, AreaExamples.Area)
        .Refuses(ProblemCode.AreaCodeTaken, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        AreaBody body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var area = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/areas/{area.Id}", area);
    }

    internal sealed record Command(AreaBody Body) : ICommand<Area>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Area>
    {
        public async Task<Area> Handle(Command command, CancellationToken cancellationToken)
        {
            var content = AreaContent.Of(command.Body);
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            await using var answers = await database.Ask(
                [
                    AreaLookup.ChangeAreasAlone,
                    .. AreaWriting.Insert(id, content, now),
                    VenueReassignment.After([id], content.Shape.BoundingBox, now),
                    new SqlCall(AreaWriting.SelectArea, new { id }),
                    new SqlCall(AreaWriting.CountAreas, null),
                ],
                cancellationToken);
            audit.Record("area", id, ["name", "admin_code", "geometry"]);
            foreach (var venueId in await answers.List<Guid>(cancellationToken))
            {
                audit.Record("venue", venueId, ["area_id"]);
            }

            var area = await answers.FirstOrDefault<Area>(cancellationToken);
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), AreaWriting.AreasMax);
            return area!;
        }
    }
}
