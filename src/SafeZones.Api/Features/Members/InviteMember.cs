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

/// <summary>An owner lets somebody in.</summary>
public static class InviteMember
{
    /// <summary>Members of one organisation, disabled ones among them: none is ever deleted.</summary>
    internal const int MembersMax = 5_000;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/members", Endpoint)
        .Requires(Permission.ManageMembers)
        .Describe(nameof(InviteMember), "Invite a member", $"""
            Name them by the `sub` of their identity provider, or by an e-mail address that it has verified: then they
            become a member when they first sign in, and the address is forgotten. An organisation has at most
            {MembersMax} members, disabled ones among them.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Member.Example)
        .Refuses(ProblemCode.MemberExists, ProblemCode.GrantTooWide, ProblemCode.AreaMissing,
            ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var member = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/members/{member.Id}", member);
    }

    /// <summary>Somebody to let in.</summary>
    public sealed record Body : IConsistent
    {
        internal const int AreasMax = 100;

        /// <summary>The provider's <c>iss</c>; the built-in issuer unless said otherwise.</summary>
        [StringLength(200, MinimumLength = 1)]
        public string? Issuer { get; init; }

        /// <summary>The provider's <c>sub</c> for them.</summary>
        [StringLength(200, MinimumLength = 1)]
        public string? Subject { get; init; }

        /// <summary>The e-mail address that the provider has verified.</summary>
        [EmailAddress]
        public string? Email { get; init; }

        /// <summary>What they will do.</summary>
        [TenantRole]
        public required MemberRole Role { get; init; }

        /// <summary>What colleagues call them; it need not be a name.</summary>
        [StringLength(100, MinimumLength = 1)]
        public string? DisplayName { get; init; }

        /// <summary>The areas that they look after.</summary>
        [Length(0, AreasMax)]
        public IReadOnlyList<Guid> AreaIds { get; init; } = [];

        IEnumerable<Fault> IConsistent.Contradictions() => Subject is null == Email is null
            ? [Fault.At("/subject", FaultCode.Contradiction, ("rule", "give either subject or email"))]
            : [];
    }

    internal sealed record Command(Body Body) : ICommand<Member>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, IssuerSettings issuers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Member>
    {
        public async Task<Member> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            Granting.RefuseBeyond(callers.Caller, body.Role);
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            var values = new
            {
                id,
                issuer = body.Issuer ?? issuers.BuiltIn,
                subject = body.Subject,
                invitedEmail = body.Email?.ToLowerInvariant(),
                role = body.Role,
                displayName = body.DisplayName,
                areaIds = body.AreaIds.Distinct().ToArray(),
                now,
            };
            audit.Record("member", id, ["issuer", body.Subject is null ? "email" : "subject", "role", "display_name", "area_ids"]);
            await using var answers = await database.Ask(
                [MemberAreas.Select(body.AreaIds), new SqlCall(InsertMember, values)], cancellationToken);
            await answers.RefuseMissing(body.AreaIds, before: [], cancellationToken);
            var member = (await answers.FirstOrDefault<Member>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), MembersMax);
            return member;
        }
    }

    internal static Body Example { get; } = new()
    {
        Issuer = "https://login.example.org", Subject = "example-coordinator", Role = MemberRole.Coordinator, DisplayName = "Coordinator",
    };

    private const string InsertMember =
        $"""
        insert into members as m (
            tenant_id, id, issuer, subject, invited_email, role, display_name, area_ids, created_at, updated_at, version)
        values (
            @tenantId, @id, @issuer, @subject, @invitedEmail, @role, @displayName, @areaIds, @now, @now, 1)
        returning {Member.Columns};

        select count(*) from members m where m.tenant_id = @tenantId
        """;
}
