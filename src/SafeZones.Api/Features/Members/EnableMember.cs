using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Members;

/// <summary>An owner lets a disabled member in again.</summary>
public static class EnableMember
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/members/{memberId:guid}/enablement", Endpoint)
        .Requires(Permission.ManageMembers)
        .Describe(nameof(EnableMember), "Enable a member", "They come back with the role that they had.")
        .Gives(StatusCodes.Status200OK, Member.Example with { Version = 3 })
        .Refuses(ProblemCode.GrantTooWide, ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid memberId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(memberId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid MemberId, long? ExpectedVersion) : ICommand<Member>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, Membership membership, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Member>
    {
        public async Task<Member> Handle(Command command, CancellationToken cancellationToken)
        {
            var locked = await database.Lock(command.MemberId, command.ExpectedVersion, cancellationToken);
            if (locked.Member.DisabledAt is null)
            {
                throw new Problem(ProblemCode.MoveRefused, new Fault(FaultCode.Contradiction, ("rule", "the member is not disabled")));
            }

            Granting.RefuseBeyond(callers.Caller, locked.Member.Role);
            audit.Record("member", command.MemberId, ["disabled_at"]);
            database.AfterCommit(membership.Forget);
            return (await database.FirstOrDefault<Member>(
                Enable, new { id = command.MemberId, now = clock.GetUtcNow() }, cancellationToken))!;
        }
    }

    private const string Enable =
        $"""
        update members m
        set disabled_at = null, updated_at = @now, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id
        returning {Member.Columns}
        """;
}
