using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>The owner or manager of a venue accepts the pledge by the link that they were given.</summary>
public static class AcceptPledge
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/pledge", Endpoint)
        .RequiresLink(LinkPurpose.AcceptPledge)
        .Describe(nameof(AcceptPledge), "Accept the pledge", """
            What the programme asks for, as the link shows it. A venue that has pledged before accepts the newer version; a version that
            it has accepted already stays as it is. The answer says what is still missing.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, VenueStanding.Example)
        .Refuses(
            ProblemCode.MoveRefused, ProblemCode.RequirementsUnmet, ProblemCode.PledgeTextMissing, ProblemCode.PledgeAcceptedAlready);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>What is accepted, and by whom.</summary>
    public sealed record Body
    {
        /// <summary>The version that the link shows.</summary>
        [Range(1, PublishPledgeText.VersionsMax)]
        public required int PledgeVersion { get; init; }

        /// <summary>In which of its languages it was read (BCP 47).</summary>
        [Language]
        public required string Locale { get; init; }

        /// <summary>What the person who accepts is there.</summary>
        public required SignatoryRole SignatoryRole { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<VenueStanding>;

    internal sealed class Handler(
        LinkUse link, PledgeAcceptances acceptances, TenantDatabase database, CallerAccessor callers, TimeProvider clock)
        : IRequestHandler<Command, VenueStanding>
    {
        public async Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken)
        {
            var (partnershipId, body) = (await link.Take(cancellationToken), command.Body);
            var method = callers.Caller.Link is { IsByText: true } ? PledgeMethod.Sms : PledgeMethod.ActionLink;
            await acceptances.Accept(
                partnershipId, expectedVersion: null,
                new AcceptedPledge(body.PledgeVersion, body.Locale, AcceptedOn: null, method, body.SignatoryRole, Evidence: null),
                cancellationToken);
            return await VenueStanding.Read(database, partnershipId, on: null, clock.GetUtcNow(), cancellationToken);
        }
    }

    private static Body Example => new() { PledgeVersion = 1, Locale = "en", SignatoryRole = SignatoryRole.Owner };
}
