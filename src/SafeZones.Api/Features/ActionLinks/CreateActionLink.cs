using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Features.ActionLinks;

/// <summary>A coordinator makes what a venue acts by.</summary>
public static class CreateActionLink
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/action-links", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(CreateActionLink), "Create an action link", $"""
            The answer holds the `url`, and no other answer ever will: pass it to the venue and to nobody else. It is a page that needs
            no app, no account and no script, in the reader's language; what it does is under `/v1/links/` with the same token for whoever
            builds a page of their own; where the organisation has switched hosted pages off, it is the address of its own front end. To read it
            shows what it is for; only a POST acts, once. It is good for {LinkMaking.DaysDefault} days unless `days` says otherwise,
            {LinkMaking.DaysMax} at the most, and until it is revoked. A link for `log_intervention` stands: the venue's staff use it as often as they
            step in, for {LinkMaking.StandingDaysMax} days unless `days` says less. The `code` is the same link, short enough to be said over the telephone: from a
            number that the venue is known by it works as a text message, `YES` and the code.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, ActionLink.ExampleWithUrl)
        .Refuses(ProblemCode.PartnershipMissing, ProblemCode.PartnershipOver, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var (link, made) = await mediator.Send(new Command(body), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = ETags.Of(link.Version);
        return Reply.Json(link with { Url = made.Url, Code = made.Code }, StatusCodes.Status201Created);
    }

    /// <summary>For whom and what.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>For which venue in which programme; it is not over.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>The one thing that the venue does with it.</summary>
        public required LinkPurpose Purpose { get; init; }

        /// <summary>For how many days it is good; more than fourteen only if it stands.</summary>
        [Range(1, LinkMaking.StandingDaysMax)]
        public int? Days { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => LinkMaking.DaysFaults(Purpose, Days);
    }

    internal sealed record Command(Body Body) : ICommand<Made>;

    internal sealed record Made(ActionLink Link, MadeLink Secrets);

    internal sealed class Handler(LinkMaking making, CallerAccessor callers) : IRequestHandler<Command, Made>
    {
        public async Task<Made> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var made = await making.Make(body.PartnershipId, body.Purpose, body.Days, cancellationToken);
            return new Made(
                new ActionLink(
                    made.Id, body.PartnershipId, body.Purpose, made.ExpiresAt, null, null, callers.Caller.Id, made.MadeAt, 1),
                made);
        }
    }

    private static Body Example => new() { PartnershipId = ActionLink.Example.PartnershipId, Purpose = ActionLink.Example.Purpose };
}
