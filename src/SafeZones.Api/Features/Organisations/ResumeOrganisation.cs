using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Organisations;

/// <summary>A platform operator lets a suspended organisation in again.</summary>
public static class ResumeOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/admin/organisations/{organisationId:guid}/resumption", Endpoint)
        .Requires(Permission.OperatePlatform)
        .Describe(nameof(ResumeOrganisation), "Resume an organisation", """
            Its members and service accounts come in again within 30 seconds.
            """)
        .Gives(StatusCodes.Status200OK, DirectoryEntry.Example with { Status = OrganisationStatus.Active, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid organisationId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(organisationId, expected), cancellationToken));
    }

    internal sealed record Command(Guid OrganisationId, long? ExpectedVersion) : IPlatformCommand<DirectoryEntry>;

    internal sealed class Handler(PlatformDatabase database, Membership membership, OperatorTrail audit, TimeProvider clock)
        : IRequestHandler<Command, DirectoryEntry>
    {
        public Task<DirectoryEntry> Handle(Command command, CancellationToken cancellationToken)
        {
            database.AfterCommit(membership.Forget);
            return OrganisationMoving.Move(
                database, audit, command.OrganisationId, command.ExpectedVersion, OrganisationAction.Resume, clock.GetUtcNow(),
                cancellationToken);
        }
    }
}
