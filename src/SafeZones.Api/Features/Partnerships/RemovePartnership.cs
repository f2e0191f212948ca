using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>An owner of the organisation puts a suspended venue out for good.</summary>
public static class RemovePartnership
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/removal", Endpoint)
        .Requires(Permission.RemovePartnerships)
        .Describe(nameof(RemovePartnership), "Remove a partnership", """
            After due process. There is no way back: the venue may come again as a new partnership, after `barred_until`.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Partnership.Example with { Status = PartnershipStatus.Removed, BarredUntil = new DateOnly(2027, 11, 24), Version = 6 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(partnershipId, body, expected), cancellationToken));
    }

    /// <summary>Where the process is recorded, and until when the venue is barred.</summary>
    public sealed record Body
    {
        /// <summary>Where the record of the process is kept, such as a file number; no names.</summary>
        [StringLength(MoveEvidence.CharactersMax, MinimumLength = 1), OneLine]
        public required string Evidence { get; init; }

        /// <summary>The day before which the venue is not taken in again.</summary>
        [CalendarDay]
        public DateOnly? BarredUntil { get; init; }
    }

    internal sealed record Command(Guid PartnershipId, Body Body, long? ExpectedVersion) : ICommand<Partnership>;

    internal sealed class Handler(PartnershipMover mover) : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var standing = await mover.Lock(command.PartnershipId, command.ExpectedVersion, cancellationToken);
            return await mover.Make(
                standing, PartnershipAction.Remove, mover.ActorOf(PartnershipAction.Remove), new MoveDetails
                {
                    Evidence = command.Body.Evidence,
                    BarredUntil = command.Body.BarredUntil,
                }, cancellationToken);
        }
    }

    private static Body Example => new() { Evidence = "case 2026-17", BarredUntil = new DateOnly(2027, 11, 24) };
}
