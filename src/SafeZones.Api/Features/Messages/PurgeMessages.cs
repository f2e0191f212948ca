using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.Messages;

/// <summary>The system deletes in one organisation what is known of messages that are long over.</summary>
internal static class PurgeMessages
{
    /// <summary>How long it is known that a message was sent.</summary>
    internal const int DaysKept = 90;

    private const int BatchMax = 1000;

    internal sealed record Command : ICommand<Unit>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            await database.Execute(
                DeleteOld, new { before = clock.GetUtcNow().AddDays(-DaysKept), rows = BatchMax }, cancellationToken);
            return Unit.Value;
        }
    }

    // What is over has no text any more.
    private const string DeleteOld =
        """
        delete from messages m
        where m.tenant_id = @tenantId and m.id in (
            select o.id
            from messages o
            where o.tenant_id = @tenantId and o.created_at < @before and o.due_at is null
            order by o.created_at
            limit @rows);

        delete from received_texts t where t.tenant_id = @tenantId and t.received_at < @before
        """;
}
