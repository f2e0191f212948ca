using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Photos;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator looks at the photo that a venue sent of its decal, and leaves a trace.</summary>
public static class ReadDisplayPhoto
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/decals/{decalId:guid}/display-photo", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(ReadDisplayPhoto), "Read the photo of a decal", """
            Restricted: the audit trail gets an entry, and `X-Audit-Reason` says why. 404 when there is none: no venue sent one, or it has had
            its 400 days.
            """)
        .GivesText<PhotoFile>("image/jpeg", PhotoFile.Example);

    private static async Task<IResult> Endpoint(
        Guid decalId, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var photo = await mediator.Send(new Command(decalId), cancellationToken);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(photo.Bytes, "image/jpeg", $"decal-{photo.Serial}.jpg");
    }

    internal sealed record Command(Guid DecalId) : ICommand<Photo>;

    internal sealed record Photo(int Serial, Guid Id, byte[] Bytes);

    internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, Photo>
    {
        public async Task<Photo> Handle(Command command, CancellationToken cancellationToken)
        {
            var photo = await database.FirstOrDefault<Photo>(SelectPhoto, new { id = command.DecalId }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            audit.Record("display_photo", photo.Id, ["photo"]);
            return photo;
        }
    }

    private const string SelectPhoto =
        """
        select d.serial, p.id, p.photo as bytes
        from display_photos p
        join decals d on d.tenant_id = p.tenant_id and d.id = p.decal_id
        where p.tenant_id = @tenantId and p.decal_id = @id
        """;
}
