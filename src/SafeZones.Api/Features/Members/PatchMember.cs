using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Members;

/// <summary>An owner changes what somebody does for the organisation.</summary>
public static class PatchMember
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/members/{memberId:guid}", Endpoint)
        .Requires(Permission.ManageMembers)
        .Describe(nameof(PatchMember), "Change a member", """
            A merge patch: members that are there replace, `null` clears, what is absent stays. A new role acts within
            30 seconds everywhere, without a new token. The last owner cannot become something else.
            """)
        .TakesPatch(new { role = "trainer", display_name = (object?)null }, typeof(Body))
        .Gives(StatusCodes.Status200OK, Member.Example)
        .Refuses(ProblemCode.GrantTooWide, ProblemCode.LastOwner, ProblemCode.AreaMissing);

    private static async Task<IResult> Endpoint(
        Guid memberId, MergePatch<Body> patch, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(memberId, patch, expected), cancellationToken));
    }

    /// <summary>What can be changed of a membership.</summary>
    public sealed record Body
    {
        /// <summary>What they do.</summary>
        [TenantRole]
        public required MemberRole Role { get; init; }

        /// <summary>What colleagues call them; it need not be a name.</summary>
        [StringLength(100, MinimumLength = 1)]
        public string? DisplayName { get; init; }

        /// <summary>The areas that they look after.</summary>
        [Length(0, InviteMember.Body.AreasMax)]
        public IReadOnlyList<Guid> AreaIds { get; init; } = [];
    }

    internal sealed record Command(Guid MemberId, MergePatch<Body> Patch, long? ExpectedVersion) : ICommand<Member>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, Membership membership, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Member>
    {
        public async Task<Member> Handle(Command command, CancellationToken cancellationToken)
        {
            var locked = await database.Lock(command.MemberId, command.ExpectedVersion, cancellationToken);
            var member = locked.Member;
            var (body, changed) = command.Patch.ApplyTo(
                new Body { Role = member.Role, DisplayName = member.DisplayName, AreaIds = member.AreaIds });
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return member;
            }

            if (body.Role != member.Role)
            {
                Granting.RefuseBeyond(callers.Caller, body.Role);
                locked.RefuseLosingTheLastOwner();
            }

            audit.Record("member", member.Id, changed);
            database.AfterCommit(membership.Forget);
            var values = new
            {
                id = member.Id, role = body.Role, displayName = body.DisplayName,
                areaIds = body.AreaIds.Distinct().ToArray(), now = clock.GetUtcNow(),
            };
            await using var answers = await database.Ask(
                [MemberAreas.Select(body.AreaIds), new SqlCall(UpdateMember, values)], cancellationToken);
            await answers.RefuseMissing(body.AreaIds, before: member.AreaIds, cancellationToken);
            return (await answers.FirstOrDefault<Member>(cancellationToken))!;
        }
    }

    private const string UpdateMember =
        $"""
        update members m
        set role = @role, display_name = @displayName, area_ids = @areaIds, updated_at = @now, version = m.version + 1
        where m.tenant_id = @tenantId and m.id = @id
        returning {Member.Columns}
        """;
}
