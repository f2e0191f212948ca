using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator writes down that a venue has accepted the pledge, as it has signed on paper.</summary>
public static class TranscribePledge
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships/{partnershipId:guid}/pledge", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(TranscribePledge), "Transcribe a pledge", """
            Only the venue pledges: by its link, by text message, or on paper, which staff write down here with where the paper is.
            The venue needs a contact with the role `focal_point`. A partnership that has pledged before keeps its status and has
            the newer version beside the old one.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Partnership.Example with { Status = PartnershipStatus.Pledged, Version = 3 })
        .Refuses(ProblemCode.MoveRefused, ProblemCode.PledgeTextMissing, ProblemCode.PledgeAcceptedAlready, ProblemCode.RequirementsUnmet);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(partnershipId, body, expected), cancellationToken));
    }

    /// <summary>What the paper says.</summary>
    public sealed record Body
    {
        /// <summary>The version of the pledge text.</summary>
        [Range(1, PublishPledgeText.VersionsMax)]
        public required int PledgeVersion { get; init; }

        /// <summary>The language in which it was signed (BCP 47).</summary>
        [Language]
        public required string Locale { get; init; }

        /// <summary>The day on which it was signed.</summary>
        [PastDate]
        public required DateOnly AcceptedOn { get; init; }

        /// <summary>Who signed.</summary>
        public required SignatoryRole SignatoryRole { get; init; }

        /// <summary>Where the paper is kept, such as a folder and number; no names.</summary>
        [StringLength(MoveEvidence.CharactersMax, MinimumLength = 1), OneLine]
        public required string Evidence { get; init; }
    }

    internal sealed record Command(Guid PartnershipId, Body Body, long? ExpectedVersion) : ICommand<Partnership>;

    internal sealed class Handler(PledgeAcceptances acceptances) : IRequestHandler<Command, Partnership>
    {
        public Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            return acceptances.Accept(
                command.PartnershipId, command.ExpectedVersion,
                new AcceptedPledge(
                    body.PledgeVersion, body.Locale, body.AcceptedOn, PledgeMethod.Paper, body.SignatoryRole, body.Evidence),
                cancellationToken);
        }
    }

    private static Body Example => new()
    {
        PledgeVersion = 1,
        Locale = "en",
        AcceptedOn = new DateOnly(2026, 11, 23),
        SignatoryRole = SignatoryRole.Owner,
        Evidence = "folder 3, sheet 12",
    };
}
