using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A volunteer or coordinator logs a visit, perhaps hours later and perhaps twice.</summary>
public static class LogOutreachVisit
{
    internal const int TokensMax = 20;

    /// <summary>Visits about one partnership: one a week for ten years.</summary>
    internal const int VisitsMax = 500;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/outreach-visits", Endpoint)
        .Requires(Permission.LogVisits)
        .Describe(nameof(LogOutreachVisit), "Log a visit", """
            The phone chooses the `id`, so that a visit which it sends twice is stored once: the second time the answer is 200
            with the visit as it is stored. The moves that follow from the outcome are made at once: an `interested` venue
            becomes interested, one that refuses becomes declined until `recontact_after` (three, six or twelve months after
            `not_now`, `refused` or `refused_hostile` unless you name a day). A visit that moves nothing is stored all the same.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, OutreachVisit.Example)
        .Produces<OutreachVisit>(StatusCodes.Status200OK)
        .Refuses(ProblemCode.PartnershipMissing, ProblemCode.VisitIdTaken, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var logged = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Json(logged.Visit!, logged.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>A visit.</summary>
    public sealed record Body
    {
        /// <summary>A UUID that the client makes.</summary>
        public required Guid Id { get; init; }

        /// <summary>The partnership that it was about.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>When it was, to the second, and not in the future.</summary>
        [PastInstant]
        public required DateTimeOffset VisitedAt { get; init => field = value.AddTicks(-(value.Ticks % TimeSpan.TicksPerSecond)); }

        /// <summary>How it went.</summary>
        public required VisitOutcome Outcome { get; init; }

        /// <summary>What spoke against it, as tokens such as <c>no_time</c>.</summary>
        [Length(0, TokensMax), Tokens]
        public IReadOnlyList<string> Objections { get; init; } = [];

        /// <summary>What was left there, as tokens such as <c>flyer</c>.</summary>
        [Length(0, TokensMax), Tokens]
        public IReadOnlyList<string> MaterialsLeft { get; init; } = [];

        /// <summary>The day planned for the next step.</summary>
        [CalendarDay]
        public DateOnly? NextStepOn { get; init; }

        /// <summary>The day before which the venue wants to be left in peace.</summary>
        [CalendarDay]
        public DateOnly? RecontactAfter { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<OutreachLog.Entry>;

    internal sealed class Handler(OutreachLog log) : IRequestHandler<Command, OutreachLog.Entry>
    {
        public async Task<OutreachLog.Entry> Handle(Command command, CancellationToken cancellationToken)
        {
            var entry = (await log.Log([command.Body], isLenient: false, cancellationToken))[0];
            return entry.Refusal is null ? entry : throw entry.ToProblem("");
        }
    }

    internal static Body Example => new()
    {
        Id = OutreachVisit.Example.Id,
        PartnershipId = OutreachVisit.Example.PartnershipId,
        VisitedAt = OutreachVisit.Example.VisitedAt,
        Outcome = OutreachVisit.Example.Outcome,
        Objections = OutreachVisit.Example.Objections,
        MaterialsLeft = OutreachVisit.Example.MaterialsLeft,
        NextStepOn = OutreachVisit.Example.NextStepOn,
    };
}
