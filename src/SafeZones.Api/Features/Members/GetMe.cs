using System.Text.Json;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Members;

/// <summary>Anybody who has signed in asks who they are here.</summary>
public static class GetMe
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/me", Endpoint)
        .Requires(Permission.ReadSelf)
        .Describe(nameof(GetMe), "Who am I here?",
            "What the token that you sent stands for, and what it may do. Show a person only what they may use.")
        .Gives(StatusCodes.Status200OK, Example);

    private static async Task<IResult> Endpoint(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        return Reply.Json(await mediator.Send(new Query(), cancellationToken));
    }

    /// <summary>What a token stands for.</summary>
    /// <param name="Kind">A member, a service account or an operator of the platform.</param>
    /// <param name="Id">The member's or service account's id.</param>
    /// <param name="OrganisationId">The organisation; absent for an operator.</param>
    /// <param name="Role">What a member does; absent for a service account.</param>
    /// <param name="Scopes">What a service account's token was granted; absent for a person.</param>
    /// <param name="Permissions">What it comes to.</param>
    public sealed record Me(
        ActorKind Kind, Guid? Id, Guid? OrganisationId, MemberRole? Role, IReadOnlyList<string>? Scopes,
        IReadOnlyList<string> Permissions);

    internal sealed record Query : IQuery<Me>;

    internal sealed class Handler(CallerAccessor callers) : IRequestHandler<Query, Me>
    {
        public Task<Me> Handle(Query query, CancellationToken cancellationToken)
        {
            var caller = callers.Caller;
            return Task.FromResult(new Me(
                caller.Kind,
                caller.Id,
                caller.TenantId == Caller.PlatformTenant ? null : caller.TenantId,
                caller.Role,
                caller.Kind == ActorKind.ServiceAccount ? caller.Scopes : null,
                Words(caller.Permissions)));
        }
    }

    private static string[] Words(IEnumerable<Permission> permissions) =>
        [.. permissions.Select(permission => JsonNamingPolicy.SnakeCaseLower.ConvertName(permission.ToString()))
            .Order(StringComparer.Ordinal)];

    internal static Me Example { get; } = new(
        ActorKind.Member, Member.Example.Id, new Guid("019a0c5e-0000-7000-8000-000000000001"), MemberRole.Volunteer, null,
        Words(Rights.Of(MemberRole.Volunteer)));
}
