using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>A venue tells by its link how many people work there.</summary>
public static class DeclareStaff
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/staff", Endpoint)
        .RequiresLink(LinkPurpose.DeclareStaff)
        .Describe(nameof(DeclareStaff), "Declare the staff", """
            As of today. The answer holds the programme's requirements against it at once: a share of trained people that is too small
            now says on which day the venue lapses, and which trainings are next.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, VenueStanding.Example)
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken));
    }

    /// <summary>How many.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>How many people work there.</summary>
        [Range(0, 10_000)]
        public required int N { get; init; }

        /// <summary>How many of them are managers; as many as before unless given.</summary>
        [Range(0, 10_000)]
        public int? Managers { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() =>
            Managers > N ? [Fault.At("/managers", FaultCode.Contradiction, ("rule", "managers ≤ n"))] : [];
    }

    internal sealed record Command(Body Body) : ICommand<VenueStanding>;

    internal sealed class Handler(LinkUse link, StaffDeclarations declarations) : IRequestHandler<Command, VenueStanding>
    {
        public async Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken) => await declarations.Declare(
            await link.Take(cancellationToken), command.Body.N, command.Body.Managers, cancellationToken);
    }

    private static Body Example => new() { N = 14, Managers = 2 };
}
