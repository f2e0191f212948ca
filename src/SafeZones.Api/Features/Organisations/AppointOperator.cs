using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.Organisations;

/// <summary>
/// Whoever runs the installation makes somebody a platform operator. A command of the program and no endpoint: the
/// first operator could not call one.
/// </summary>
internal static class AppointOperator
{
    internal sealed record Command(string? Issuer, string Subject) : IPlatformCommand<Unit>;

    internal sealed class Handler(PlatformDatabase database, IssuerSettings issuers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            var appointed = await database.Execute(
                InsertOperator,
                new { id, issuer = command.Issuer ?? issuers.BuiltIn, subject = command.Subject, now },
                cancellationToken);
            if (appointed == 0)
            {
                audit.RecordNoChange();
            }
            else
            {
                audit.Record("operator", id, ["issuer", "subject"]);
            }

            return Unit.Value;
        }
    }

    private const string InsertOperator =
        """
        insert into members (tenant_id, id, issuer, subject, role, area_ids, created_at, updated_at, version)
        values (@tenantId, @id, @issuer, @subject, 'operator', '{}', @now, @now, 1)
        on conflict on constraint members_subject_unique do nothing
        """;
}
