using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.Organisations;

/// <summary>
/// Whoever runs the installation gives the built-in issuer a new signing key. A command of the program and no endpoint.
/// </summary>
internal static class RotateIssuerKey
{
    internal sealed record Command : IPlatformCommand<Guid>;

    internal sealed class Handler(PlatformDatabase database, IssuerKeys keys, AuditTrail audit) : IRequestHandler<Command, Guid>
    {
        public async Task<Guid> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = await keys.Rotate(database, cancellationToken);
            audit.Record("issuer_key", id, ["signing_key"]);
            return id;
        }
    }
}
