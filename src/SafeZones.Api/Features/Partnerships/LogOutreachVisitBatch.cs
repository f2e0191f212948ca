using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using Visit = SafeZones.Api.Features.Partnerships.LogOutreachVisit.Body;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A phone that was offline logs the visits of its day at once, perhaps twice.</summary>
public static class LogOutreachVisitBatch
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/outreach-visits/batch", Endpoint)
        .Requires(Permission.LogVisits)
        .Describe(nameof(LogOutreachVisitBatch), "Log many visits", """
            Up to a hundred, in their order, each as if it were logged alone. A visit that is stored already, with the same `id`
            and content, has the status 200 and is not stored again, so that a phone may send its day twice; the answer is 201 if
            any of them is new and 200 if none is. All of them are stored or, if anything is wrong with one, none: then `errors`
            says what, as `/items/7/outcome`. With `Prefer: handling=lenient` those that can be stored are, and the answer is 207
            with a status for each.
            """)
        .Takes(new Body { Items = [LogOutreachVisit.Example] })
        .Gives(StatusCodes.Status201Created, OutreachVisitBatch.Example)
        .Produces<OutreachVisitBatch>(StatusCodes.Status200OK)
        .Produces<OutreachVisitBatch>(StatusCodes.Status207MultiStatus)
        .Refuses(ProblemCode.PartnershipMissing, ProblemCode.VisitIdTaken, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        BatchRequest<Visit> request, HttpContext context, ProblemBodies problems, IMediator mediator, CancellationToken cancellationToken)
    {
        var isLenient = Preferences.IsLenient(context);
        var items = request.Read();
        if (!isLenient)
        {
            Problem.ThrowIfAny([.. items.SelectMany(item => item.Faults)]);
        }

        var sound = items.Where(item => item.Body is not null).ToList();
        var outcomes = sound.Count == 0
            ? []
            : (await mediator.Send(new Command(sound, isLenient), cancellationToken)).ToDictionary(outcome => outcome.Index);
        return Reply.Json(
            new OutreachVisitBatch([.. items.Select(item => outcomes.TryGetValue(item.Index, out var outcome)
                ? outcome.ToItem(context, problems)
                : OutreachVisitBatchItem.Refused(item.Index, problems.Of(context, new Problem(ProblemCode.InvalidRequest, [.. item.Faults]))))]),
            isLenient ? StatusCodes.Status207MultiStatus
                : outcomes.Values.Any(outcome => outcome.Entry.IsNew) ? StatusCodes.Status201Created
                : StatusCodes.Status200OK);
    }

    /// <summary>Visits to log.</summary>
    public sealed record Body
    {
        /// <summary>The visits, in the order in which they were made and in that of the answer.</summary>
        [Length(1, Batches.ItemsMax)]
        public required IReadOnlyList<Visit> Items { get; init; }
    }

    internal sealed record Command(IReadOnlyList<BatchItem<Visit>> Items, bool IsLenient) : ICommand<List<Outcome>>;

    /// <summary>What became of an item.</summary>
    internal sealed record Outcome(int Index, OutreachLog.Entry Entry)
    {
        public string Pointer => $"/items/{JsonFaults.Escape(Index)}";

        public OutreachVisitBatchItem ToItem(HttpContext context, ProblemBodies problems) => Entry.Visit is null
            ? OutreachVisitBatchItem.Refused(Index, problems.Of(context, Entry.ToProblem(Pointer)))
            : new OutreachVisitBatchItem(Index, Entry.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, Entry.Visit, null);
    }

    internal sealed class Handler(OutreachLog log) : IRequestHandler<Command, List<Outcome>>
    {
        public async Task<List<Outcome>> Handle(Command command, CancellationToken cancellationToken)
        {
            var entries = await log.Log([.. command.Items.Select(item => item.Body!)], command.IsLenient, cancellationToken);
            var outcomes = command.Items.Zip(entries, (item, entry) => new Outcome(item.Index, entry)).ToList();
            var refused = outcomes.FindAll(outcome => outcome.Entry.Refusal is not null);
            return command.IsLenient || refused.Count == 0
                ? outcomes
                : throw new Problem(
                    refused[0].Entry.ToProblem("").Code, [.. refused.Select(outcome => outcome.Entry.ToFault(outcome.Pointer))]);
        }
    }
}

/// <summary>What became of a batch of visits, in its order.</summary>
/// <param name="Items">Each item.</param>
public sealed record OutreachVisitBatch(IReadOnlyList<OutreachVisitBatchItem> Items)
{
    internal static OutreachVisitBatch Example { get; } = new([new OutreachVisitBatchItem(0, StatusCodes.Status201Created, OutreachVisit.Example, null)]);
}

/// <summary>What became of a visit of a batch.</summary>
/// <param name="Index">Which item, from 0.</param>
/// <param name="Status">The HTTP status that it would have had alone: 201 stored, 200 already stored.</param>
/// <param name="Visit">The visit, if it is stored.</param>
/// <param name="Problem">Why it is not.</param>
public sealed record OutreachVisitBatchItem(int Index, int Status, OutreachVisit? Visit, ProblemBody? Problem)
{
    internal static OutreachVisitBatchItem Refused(int index, ProblemBody problem) => new(index, problem.Status, null, problem);
}
