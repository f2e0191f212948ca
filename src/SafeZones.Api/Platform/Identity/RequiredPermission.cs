namespace SafeZones.Api.Platform.Identity;

/// <summary>The permission that a route asks for, as metadata of the route; <see cref="Admission"/> asks for it.</summary>
internal sealed record RequiredPermission(Permission Permission);

internal static class RequiredPermissionExtensions
{
    /// <summary>Only callers with this permission reach the route.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, Permission permission)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiredPermission(permission));

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
