using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.ActionLinks;

/// <summary>A coordinator makes a link worthless that went astray.</summary>
public static class RevokeActionLink
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/action-links/{actionLinkId:guid}", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(RevokeActionLink), "Revoke an action link",
            "It answers as one that never existed, at once and for good. What the venue has done with it stays done.")
        .GivesNothing();

    private static async Task<IResult> Endpoint(
        Guid actionLinkId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new Command(actionLinkId, ETags.RequireIfMatch(context)), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(Guid ActionLinkId, long? ExpectedVersion) : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ActionLinkId;
            var link = await database.FirstOrDefault<ActionLink>(LockLink, new { id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, link.Version);
            audit.Record("action_link", id, ["revoked_at"]);
            await database.Execute(Revoke, new { id, now = clock.GetUtcNow() }, cancellationToken);
            return Unit.Value;
        }
    }

    // Locked, so that of two revocations the second finds nothing.
    private const string LockLink =
        $"""
        select {ActionLink.Columns}
        from action_links l
        where l.tenant_id = @tenantId and l.id = @id and l.revoked_at is null
        for update
        """;

    private const string Revoke =
        """
        update action_links l
        set revoked_at = @now, version = l.version + 1
        where l.tenant_id = @tenantId and l.id = @id
        """;
}
