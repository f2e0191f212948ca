using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Members;

/// <summary>An owner puts somebody out; what they did stays theirs.</summary>
public static class DisableMember
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/members/{memberId:guid}/disablement", Endpoint)
        .Requires(Permission.ManageMembers)
        .Describe(nameof(DisableMember), "Disable a member", """
            Their tokens stop within 30 seconds everywhere, and an invitation cannot be accepted any more. The last owner
            cannot be disabled.
            """)
        .Gives(StatusCodes.Status200OK, Member.Example with { DisabledAt = Member.Example.CreatedAt, Version = 2 })
        .Refuses(ProblemCode.LastOwner, ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid memberId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(memberId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid MemberId, long? ExpectedVersion) : ICommand<Member>;

    internal sealed class Handler(TenantDatabase database, Membership membership, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Member>
    {
        public async Task<Member> Handle(Command command, CancellationToken cancellationToken)
        {
            var locked = await database.Lock(command.MemberId, command.ExpectedVersion, cancellationToken);
            if (locked.Member.DisabledAt is not null)
            {
                throw new Problem(ProblemCode.MoveRefused, new Fault(FaultCode.Contradiction, ("rule", "the member is disabled")));
            }

            locked.RefuseLosingTheLastOwner();
            audit.Record("member", command.MemberId, ["disabled_at"]);
            database.AfterCommit(membership.Forget);
            return (await database.FirstOrDefault<Member>(
                Disable, new { id = command.MemberId, now = clock.GetUtcNow() }, cancellationToken))!;
        }
    }

    private const string Disable =
        $"""
        update members m
        set disabled_at = @now, updated_at = @now, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id
        returning {Member.Columns}
        """;
}
