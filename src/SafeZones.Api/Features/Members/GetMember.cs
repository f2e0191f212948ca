using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Members;

/// <summary>An owner reads one membership.</summary>
public static class GetMember
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/members/{memberId:guid}", Endpoint)
        .Requires(Permission.ManageMembers)
        .Describe(nameof(GetMember), "Read a member", "A disabled member is still read, with `disabled_at`.")
        .Gives(StatusCodes.Status200OK, Member.Example);

    private static async Task<IResult> Endpoint(
        Guid memberId, [FromQuery] string? fields, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(memberId), cancellationToken));

    internal sealed record Query(Guid MemberId) : IQuery<Member>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Member>
    {
        public async Task<Member> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Member>(SelectMember, new { id = query.MemberId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
    }

    private const string SelectMember = $"select {Member.Columns} from members m where m.tenant_id = @tenantId and m.id = @id";
}
