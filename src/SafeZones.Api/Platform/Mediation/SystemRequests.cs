using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Api.Platform.Mediation;

/// <summary>How what is no HTTP request enters the pipeline: commands of the program, jobs, sign-in itself.</summary>
internal static class SystemRequests
{
    /// <summary>Sends the request in a scope of its own, on behalf of that caller.</summary>
    public static async Task<TAnswer> SendAs<TAnswer>(
        this IServiceProvider services, Caller caller, IRequest<TAnswer> request, CancellationToken cancellationToken,
        Action<RequestDetails>? details = null)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerAccessor>().Caller = caller;
        details?.Invoke(scope.ServiceProvider.GetRequiredService<RequestDetails>());
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }
}
