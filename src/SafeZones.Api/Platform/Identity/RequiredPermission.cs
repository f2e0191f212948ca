using SafeZones.Domain.Links;

namespace SafeZones.Api.Platform.Identity;

/// <summary>The permission that a route asks for, as metadata of the route; <see cref="Admission"/> asks for it.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="Purpose">What the link must be for, where the permission is to hold one; any purpose unless given.</param>
internal sealed record RequiredPermission(Permission Permission, LinkPurpose? Purpose = null);

internal static class RequiredPermissionExtensions
{
    /// <summary>Only callers with this permission reach the route.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, Permission permission)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiredPermission(permission));

    /// <summary>Only venues with a link for that purpose, named by the route's <c>token</c>, reach the route; any link unless given.</summary>
    public static TBuilder RequiresLink<TBuilder>(this TBuilder route, LinkPurpose? purpose = null)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiredPermission(Permission.HoldLink, purpose));

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
