using MediatR;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>A venue says by its link that a sticker is on show.</summary>
public static class ConfirmDisplay
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/display", Endpoint)
        .RequiresLink(LinkPurpose.ConfirmDisplay)
        .Describe(nameof(ConfirmDisplay), "Confirm that a decal is on show", """
            One of the decals that the link shows. From then on its code verifies, if the venue meets what the programme asks. A photo that was
            sent by the same link before becomes the decal's, and the one before it is deleted.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, VenueStanding.Example)
        .Refuses(ProblemCode.DecalMissing, ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>Which, and where.</summary>
    public sealed record Body
    {
        /// <summary>The decal.</summary>
        public required Guid DecalId { get; init; }

        /// <summary>Where at the venue.</summary>
        public required DecalPlace PlacedAt { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<VenueStanding>;

    internal sealed class Handler(
        LinkUse link, DecalMover mover, TenantDatabase database, CallerAccessor callers, TimeProvider clock)
        : IRequestHandler<Command, VenueStanding>
    {
        public async Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken)
        {
            var (partnershipId, decalId) = (await link.Take(cancellationToken), command.Body.DecalId);
            _ = await database.FirstOrDefault<Guid?>(SelectDecal, new { decalId, partnershipId }, cancellationToken)
                ?? throw new Problem(ProblemCode.DecalMissing, Fault.At("/decal_id", FaultCode.Missing));
            await mover.Move(
                decalId, expectedVersion: null, DecalAction.Display, command.Body.PlacedAt, partnershipId: null, DecalActor.Venue,
                cancellationToken);
            var now = clock.GetUtcNow();
            var purgeOn = DateOnly.FromDateTime(now.UtcDateTime).AddDays(SendDisplayPhoto.PhotoDays);
            await database.Execute(KeepPhoto, new { decalId, linkId = callers.Caller.Id!.Value, purgeOn }, cancellationToken);
            return await VenueStanding.Read(database, partnershipId, on: null, now, cancellationToken);
        }
    }

    private static Body Example => new() { DecalId = Decal.Example.Id, PlacedAt = DecalPlace.Window };

    // Once it was set aside for a partnership a decal stays with it.
    private const string SelectDecal =
        "select d.id from decals d where d.tenant_id = @tenantId and d.id = @decalId and d.partnership_id = @partnershipId";

    // Where the link brought one. The decal is locked.
    private const string KeepPhoto =
        """
        delete from display_photos p
        where p.tenant_id = @tenantId and p.decal_id = @decalId
          and exists (select from display_photos n where n.tenant_id = p.tenant_id and n.action_link_id = @linkId);

        update display_photos p
        set decal_id = @decalId, purge_on = @purgeOn
        where p.tenant_id = @tenantId and p.action_link_id = @linkId
        """;
}
