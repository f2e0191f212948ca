using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Certificates;

/// <summary>A trainer takes a certificate back that should not have been issued.</summary>
public static class RevokeCertificate
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/certificates/{certificateId:guid}/revocation", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(RevokeCertificate), "Revoke a certificate", """
            For good, and at once for whoever opens its page or reads the status list; who saw it before may know it for a minute longer.
            `X-Audit-Reason` says why.
            """)
        .InsistsOnAuditReason()
        .Gives(StatusCodes.Status200OK, Certificate.Example with { RevokedAt = new DateTimeOffset(2026, 12, 1, 6, 0, 0, TimeSpan.Zero), Version = 2 });

    private static async Task<IResult> Endpoint(
        Guid certificateId, HttpContext context, RequestDetails details, CredentialIssuing issuing, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireAuditReason();
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, (await mediator.Send(new Command(certificateId, expected), cancellationToken)).WithUrl(issuing));
    }

    internal sealed record Command(Guid CertificateId, long? ExpectedVersion) : ICommand<Certificate>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, Certificate>
    {
        public async Task<Certificate> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.CertificateId;
            var certificate = await database.FirstOrDefault<Certificate>(LockCertificate, new { id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, certificate.Version);
            if (certificate.RevokedAt is not null)
            {
                audit.RecordNoChange();
                return certificate;
            }

            audit.Record("certificate", id, ["revoked_at"]);
            return (await database.FirstOrDefault<Certificate>(Revoke, new { id, now = clock.GetUtcNow() }, cancellationToken))!;
        }
    }

    private const string LockCertificate = $"{Certificate.Select} for update";

    private const string Revoke =
        $"""
        update certificates c
        set revoked_at = @now, version = c.version + 1
        where c.tenant_id = @tenantId and c.id = @id
        returning {Certificate.Columns}
        """;
}
