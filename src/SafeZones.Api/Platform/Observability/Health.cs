using Microsoft.AspNetCore.Http.HttpResults;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Observability;

/// <summary>
/// For whoever keeps the instance running: <c>live</c> while the process is well, <c>ready</c> while it can answer.
/// An instance that is shutting down finishes what it has begun and is no longer ready.
/// </summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live).Requires(Permission.Anyone).ExcludeFromDescription();
        routes.MapGet("/health/ready", Ready).Requires(Permission.Anyone).ExcludeFromDescription();
    }

    private static Ok<State> Live() => TypedResults.Ok(new State("live"));

    private static async Task<Ok<State>> Ready(
        PlatformDatabase database, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new Problem(ProblemCode.Unavailable);
        }

        // The platform's own role, a real table: proves connection, login and schema.
        await database.FirstOrDefault<long>(CountKeys, values: null, cancellationToken);
        return TypedResults.Ok(new State("ready"));
    }

    private sealed record State(string Status);

    private const string CountKeys = "select count(*) from issuer_keys where retired_at is null";
}
