using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Photos;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>A venue sends a photo of its sticker before it confirms by the same link that it is on show.</summary>
public static class SendDisplayPhoto
{
    /// <summary>For how many days the photo of a decal is kept.</summary>
    internal const int PhotoDays = 400;

    // Eight megabytes on half a megabit a second.
    private static readonly TimeSpan UploadMax = TimeSpan.FromSeconds(130);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/links/{token}/display-photo", Endpoint)
        .RequiresLink(LinkPurpose.ConfirmDisplay)
        .Describe(nameof(SendDisplayPhoto), "Send a photo of the decal", $"""
            Optional, and before the confirmation: it waits at the link, which stays good, and becomes the decal's when the link confirms. Sent again
            it takes the place of the one before; without a confirmation it goes with the link. A JPEG or PNG of {CleanPhoto.BytesMax / 1_000_000} MB and
            {CleanPhoto.MegapixelsMax} megapixels at the most. Its pixels alone are kept, as a JPEG of {CleanPhoto.EdgeMax} pixels at the longer edge: where and when
            it was taken and by which telephone is not.
            """)
        .TakesFile<PhotoFile>(PhotoFile.Example, CleanPhoto.BytesMax, CleanPhoto.MediaTypes)
        .GivesNothing()
        .WithRequestTimeout(UploadMax);

    private static async Task<IResult> Endpoint(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var photo = await CleanPhoto.Make(
            StrictBody.Bytes(context.Request).ToArray(), context.Request.ContentType!, cancellationToken);
        await mediator.Send(new Command(photo), cancellationToken);
        return TypedResults.NoContent();
    }

    internal sealed record Command(byte[] Photo) : ICommand<Unit>;

    internal sealed class Handler(LinkUse link, TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            var expiresAt = await link.Hold(cancellationToken);
            var now = clock.GetUtcNow();
            var (id, linkId) = (RowId.At(now), callers.Caller.Id!.Value);
            audit.Record("display_photo", id, ["photo"]);
            // A day more than the link is good, wherever the organisation is.
            var purgeOn = DateOnly.FromDateTime(expiresAt.UtcDateTime).AddDays(2);
            await database.Execute(ReplaceWaiting, new { id, linkId, photo = command.Photo, purgeOn, now }, cancellationToken);
            return Unit.Value;
        }
    }

    private const string ReplaceWaiting =
        """
        delete from display_photos p where p.tenant_id = @tenantId and p.action_link_id = @linkId;

        insert into display_photos (tenant_id, id, action_link_id, photo, received_at, purge_on)
        values (@tenantId, @id, @linkId, @photo, @now, @purgeOn)
        """;
}
