using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Interventions;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Features.Interventions;

/// <summary>Staff of a venue tell by its standing link that they have stepped in, without saying who they are.</summary>
public static class LogInterventionByLink
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{token}/interventions", Endpoint)
        .RequiresLink(LinkPurpose.LogIntervention)
        .Describe(nameof(LogInterventionByLink), "Log an intervention, as staff", """
            By taps: when, where, what was done, how it ended. No names, no numbers, no exact time. A note is refused unless the programme
            takes any, and when it holds a telephone number, an address, a web page or a document's number; it is sealed and deleted
            after 90 days. Needs an `Idempotency-Key`, so that a telephone without reception may send it twice. Whoever holds the link
            reads nothing of what was told before.
            """)
        .InsistsOnIdempotencyKey()
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, LoggedIntervention.Example)
        .Refuses(ProblemCode.InterventionImpossible, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireIdempotencyKey();
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>What is told.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>What happened.</summary>
        public required StaffReport Report { get; init; }

        /// <summary>A note, if the programme takes any.</summary>
        [StringLength(InterventionWriting.NarrativeCharactersMax, MinimumLength = 1), NoIdentifiers]
        public string? Narrative { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => InterventionWriting.NarrativeFaults(Report.Whole, Narrative);
    }

    /// <summary>What happened, as whoever works there tells it.</summary>
    public sealed record StaffReport
    {
        /// <summary>On which day.</summary>
        [PastDate]
        public required DateOnly OccurredOn { get; init; }

        /// <summary>In which part of it; the time is not asked for.</summary>
        public required PartOfDay PartOfDay { get; init; }

        /// <summary>Where.</summary>
        public required InterventionSetting Setting { get; init; }

        /// <summary>What was going on.</summary>
        [Length(1, 21), EachOnce]
        public required IReadOnlyList<IncidentType> IncidentTypes { get; init; }

        /// <summary>Whether somebody asked with the programme's codeword.</summary>
        public bool? AskedByCodeword { get; init; }

        /// <summary>What staff did.</summary>
        [Length(1, 18), EachOnce]
        public required IReadOnlyList<InterventionAction> Actions { get; init; }

        /// <summary>How many people were helped; 3 stands for three and more.</summary>
        [Range(1, 3)]
        public required int PeopleHelped { get; init; }

        /// <summary>Whether they were children; of a child no gender is taken.</summary>
        public AgeGroup? AgeGroup { get; init; }

        /// <summary>How it ended.</summary>
        [Length(1, 11), EachOnce]
        public required IReadOnlyList<InterventionOutcome> Outcomes { get; init; }

        /// <summary>Whether somebody who works there was hurt.</summary>
        public bool? StaffHarmed { get; init; }

        /// <summary>What the network should do next.</summary>
        public FollowUp FollowUp { get; init; } = FollowUp.None;

        internal InterventionReport Whole => new()
        {
            OccurredOn = OccurredOn,
            PartOfDay = PartOfDay,
            Setting = Setting,
            Channel = InterventionChannel.StaffLink,
            ReporterRole = ReporterRole.VenueStaff,
            IncidentTypes = IncidentTypes,
            AskedByCodeword = AskedByCodeword,
            Actions = Actions,
            PeopleHelped = PeopleHelped,
            AgeGroup = AgeGroup,
            Outcomes = Outcomes,
            StaffHarmed = StaffHarmed,
            FollowUp = FollowUp,
        };
    }

    internal sealed record Command(Body Body) : ICommand<LoggedIntervention>;

    internal sealed class Handler(InterventionLog log, CallerAccessor callers) : IRequestHandler<Command, LoggedIntervention>
    {
        public async Task<LoggedIntervention> Handle(Command command, CancellationToken cancellationToken)
        {
            var told = await log.Add(
                callers.Caller.Link!.PartnershipId, command.Body.Report.Whole, command.Body.Narrative, cancellationToken);
            return new LoggedIntervention(told.Id, told.RecordedOn);
        }
    }

    private static Body Example => new()
    {
        Report = new StaffReport
        {
            OccurredOn = InterventionReport.Example.OccurredOn,
            PartOfDay = PartOfDay.Night,
            Setting = InterventionSetting.Inside,
            IncidentTypes = [IncidentType.UnwantedContactRequests],
            Actions = [InterventionAction.GaveSafePlace, InterventionAction.CalledTaxi],
            PeopleHelped = 1,
            Outcomes = [InterventionOutcome.LeftByTransport],
        },
    };
}

/// <summary>That it has arrived; nothing of it is read by the link again.</summary>
/// <param name="Id">What the network calls it.</param>
/// <param name="RecordedOn">The day on which it was told, where the organisation is.</param>
public sealed record LoggedIntervention(Guid Id, DateOnly RecordedOn)
{
    internal static LoggedIntervention Example { get; } = new(Intervention.Example.Id, Intervention.Example.RecordedOn);
}
