using System.Reflection;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Platform.Mediation;

internal static class MediationSetup
{
    /// <summary>The pipeline, in the order in which a request passes it.</summary>
    public static void AddMediation(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<RequestDetails>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<OperatorTrail>();
        services.AddScoped<IdempotentAnswer>();
        services.AddScoped<Doors>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TracingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));

        // MediatR 5 has no registration of its own: handlers are found here, and nothing else is.
        foreach (var handler in Assembly.GetExecutingAssembly().GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var contract in handler.GetInterfaces().Where(contract =>
                contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            {
                services.AddScoped(contract, handler);
            }
        }
    }
}
