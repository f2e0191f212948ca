using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Interventions;

/// <summary>Somebody of the network writes down that staff stepped in when somebody was harassed.</summary>
public static class LogIntervention
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/interventions", Endpoint)
        .Requires(Permission.LogInterventions)
        .Describe(nameof(LogIntervention), "Log an intervention", """
            No names, no numbers, no exact time or place. The narrative is refused unless the programme enables it, and when it holds
            a telephone number, an address, a web page or a document's number; it is sealed under the organisation's own key, is not
            in any answer, list or export, and is deleted after 90 days. Needs an `Idempotency-Key`, so that a telephone without
            reception may send it twice.
            """)
        .InsistsOnIdempotencyKey()
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Intervention.Example)
        .Refuses(ProblemCode.PartnershipMissing, ProblemCode.InterventionImpossible, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireIdempotencyKey();
        BodyRules.Check(body);
        var intervention = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/interventions/{intervention.Id}", intervention);
    }

    /// <summary>An intervention.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>At which venue, and for which programme.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>What happened.</summary>
        public required InterventionReport Report { get; init; }

        /// <summary>What the words above do not say, without anything that tells who anybody is.</summary>
        [StringLength(InterventionWriting.NarrativeCharactersMax, MinimumLength = 1), NoIdentifiers]
        public string? Narrative { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => InterventionWriting.NarrativeFaults(Report, Narrative);
    }

    internal sealed record Command(Body Body) : ICommand<Intervention>;

    internal sealed class Handler(InterventionLog log) : IRequestHandler<Command, Intervention>
    {
        public Task<Intervention> Handle(Command command, CancellationToken cancellationToken) =>
            log.Add(command.Body.PartnershipId, command.Body.Report, command.Body.Narrative, cancellationToken);
    }

    private static Body Example => new() { PartnershipId = Intervention.Example.PartnershipId!.Value, Report = InterventionReport.Example };
}
