using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Api.Features.Members;

/// <summary>
/// Somebody who was invited by e-mail becomes known by their subject, and the address is forgotten. No endpoint: it is
/// part of their first request, whatever that asks for.
/// </summary>
internal static class AcceptInvitation
{
    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<FirstSignIn, Unit>
    {
        public async Task<Unit> Handle(FirstSignIn command, CancellationToken cancellationToken)
        {
            var id = callers.Caller.Id!.Value;
            var accepted = await database.Execute(
                BindSubject,
                new { id, subject = command.Subject, email = command.Email, now = clock.GetUtcNow() },
                cancellationToken);
            if (accepted == 0)
            {
                audit.RecordNoChange();
            }
            else
            {
                audit.Record("member", id, ["subject", "invited_email"]);
            }

            return Unit.Value;
        }
    }

    private const string BindSubject =
        """
        update members m
        set subject = @subject, invited_email = null, updated_at = @now, version = m.version + 1
        where m.tenant_id = @tenantId
          and m.id = @id
          and m.subject is null
          and m.invited_email = @email
          and m.disabled_at is null
        """;
}
