using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace SafeZones.Api.Platform.Identity;

/// <summary>The permission that a route asks for, as metadata of the route.</summary>
internal sealed record RequiredPermission(Permission Permission) : IAuthorizationRequirement;

internal static class RequiredPermissionExtensions
{
    /// <summary>Only callers with this permission reach the route. The token is read here and nowhere else.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, Permission permission)
        where TBuilder : IEndpointConventionBuilder
    {
        var requirement = new RequiredPermission(permission);
        route.WithMetadata(requirement);
        return permission == Permission.Anyone
            ? route.AllowAnonymous()
            : route.RequireAuthorization(policy => policy
                .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
                .AddRequirements(requirement));
    }

    /// <summary>Stops the program when a route has not said what it requires.</summary>
    public static void RefuseRoutesWithoutPermission(this IEndpointRouteBuilder routes)
    {
        foreach (var endpoint in routes.DataSources.SelectMany(source => source.Endpoints))
        {
            if (endpoint.Metadata.GetMetadata<RequiredPermission>() is null)
            {
                throw new InvalidOperationException($"{endpoint.DisplayName} does not say which permission it requires.");
            }
        }
    }
}
