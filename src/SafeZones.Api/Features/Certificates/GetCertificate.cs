using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Certificates;

/// <summary>A trainer looks one certificate up.</summary>
public static class GetCertificate
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/certificates/{certificateId:guid}", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(GetCertificate), "Get a certificate", "With the training record that it belongs to, which the public answer does not have.")
        .Gives(StatusCodes.Status200OK, Certificate.Example);

    private static async Task<IResult> Endpoint(
        Guid certificateId, HttpContext context, CredentialIssuing issuing, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, (await mediator.Send(new Query(certificateId), cancellationToken)).WithUrl(issuing));

    internal sealed record Query(Guid CertificateId) : IQuery<Certificate>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Certificate>
    {
        public async Task<Certificate> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Certificate>(Certificate.Select, new { id = query.CertificateId }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
    }
}
