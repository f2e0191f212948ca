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

/// <summary>A platform operator shuts an organisation out; nothing of it is lost.</summary>
public static class SuspendOrganisation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/admin/organisations/{organisationId:guid}/suspension", Endpoint)
        .Requires(Permission.OperatePlatform)
        .Describe(nameof(SuspendOrganisation), "Suspend an organisation", """
            Its members and service accounts are refused within 30 seconds. Say why in `X-Audit-Reason`: the organisation reads it
            in its own audit trail once it is resumed.
            """)
        .Gives(StatusCodes.Status200OK, DirectoryEntry.Example with { Status = OrganisationStatus.Suspended, Version = 2 })
        .InsistsOnAuditReason()
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid organisationId, RequestDetails details, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireAuditReason();
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
                database, audit, command.OrganisationId, command.ExpectedVersion, OrganisationAction.Suspend, clock.GetUtcNow(),
                cancellationToken);
        }
    }
}
