using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Platform.Mediation;

/// <summary>
/// One request is one transaction. It commits before the answer is written, together with its audit entries, and rolls
/// back on any exception.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TAnswer>(Doors doors, AuditTrail audit, IdempotentAnswer kept)
    : IPipelineBehavior<TRequest, TAnswer> where TRequest : IWrite
{
    public async Task<TAnswer> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
    {
        audit.Action = UseCase.NameOf<TRequest>.Words;
        var door = doors.Of<TRequest>();
        door.StartWriting();
        try
        {
            var answer = await next();
            await door.Finish(
                kept.WillBeKept ? [.. audit.Statements(), kept.Keep(answer)] : audit.Statements(), cancellationToken);
            return answer;
        }
        catch
        {
            await door.Abandon();
            throw;
        }
    }
}

/// <summary>Which door a request goes through, by what it calls itself.</summary>
internal sealed class Doors(TenantDatabase tenant, PlatformDatabase platform)
{
    public DatabaseDoor Of<TRequest>() => Kind<TRequest>.IsPlatform ? platform : tenant;

    private static class Kind<TRequest>
    {
        public static readonly bool IsPlatform = Array.Exists(
            typeof(TRequest).GetInterfaces(),
            kind => kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(IPlatformCommand<>));
    }
}
