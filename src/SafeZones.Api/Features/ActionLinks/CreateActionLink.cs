using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain.Links;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.ActionLinks;

/// <summary>A coordinator makes what a venue acts by.</summary>
public static class CreateActionLink
{
    private const int DaysMax = 14;
    private const int DaysDefault = 7;

    // Staff change: a link that stands is given anew once a year.
    private const int StandingDaysMax = 365;

    /// <summary>Links of one partnership that are still good.</summary>
    internal const int LinksMax = 20;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/action-links", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(CreateActionLink), "Create an action link", $"""
            The answer holds the `url`, and no other answer ever will: pass it to the venue and to nobody else. It is a page that needs
            no app, no account and no script, in the reader's language; what it does is under `/v1/links/` with the same token for whoever
            builds a page of their own; where the organisation has switched hosted pages off, it is the address of its own front end. To read it shows what it is for; only a POST acts, once. It is good for {DaysDefault} days unless `days` says otherwise, {DaysMax} at the most, and
            until it is revoked. A link for `log_intervention` stands: the venue's staff use it as often as they step in, for
            {StandingDaysMax} days unless `days` says less.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, ActionLink.ExampleWithUrl)
        .Refuses(ProblemCode.PartnershipMissing, ProblemCode.PartnershipOver, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, PlatformSettings platform, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var (link, token, front) = await mediator.Send(new Command(body), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = ETags.Of(link.Version);
        return Reply.Json(link with { Url = $"{front ?? platform.PublicUrl + "/l/"}{token}" }, StatusCodes.Status201Created);
    }

    /// <summary>For whom and what.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>For which venue in which programme; it is not over.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>The one thing that the venue does with it.</summary>
        public required LinkPurpose Purpose { get; init; }

        /// <summary>For how many days it is good; more than fourteen only if it stands.</summary>
        [Range(1, StandingDaysMax)]
        public int? Days { get; init; }

        private bool Stands => Purpose == LinkPurpose.LogIntervention;

        internal int DaysOrDefault => Days ?? (Stands ? StandingDaysMax : DaysDefault);

        IEnumerable<Fault> IConsistent.Contradictions() =>
            Days > DaysMax && !Stands ? [Fault.At("/days", FaultCode.OutOfRange, ("least", 1), ("most", DaysMax))] : [];
    }

    internal sealed record Command(Body Body) : ICommand<Made>;

    /// <param name="Link">The link.</param>
    /// <param name="Token">Its secret.</param>
    /// <param name="Front">What the secret is appended to, where that is not our own page.</param>
    internal sealed record Made(ActionLink Link, string Token, string? Front);

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, AuditTrail audit, PlatformSettings platform, TimeProvider clock)
        : IRequestHandler<Command, Made>
    {
        public async Task<Made> Handle(Command command, CancellationToken cancellationToken)
        {
            var (body, now) = (command.Body, clock.GetUtcNow());
            string? front;
            await using (var answers = await database.Ask(
                LockPartnershipThenCount, new { id = body.PartnershipId, now }, cancellationToken))
            {
                var status = await answers.FirstOrDefault<PartnershipStatus?>(cancellationToken)
                    ?? throw new Problem(ProblemCode.PartnershipMissing, Fault.At("/partnership_id", FaultCode.Missing));
                if (PartnershipLifecycle.Terminal.Contains(status))
                {
                    throw new Problem(ProblemCode.PartnershipOver);
                }

                Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, LinksMax);
                var pages = (await answers.FirstOrDefault<Pages>(cancellationToken))!;
                front = pages.HostedPages ? null : pages.LinksUrl ?? $"{platform.PublicUrl}/v1/links/";
            }

            var (id, token) = (RowId.At(now), RandomSecret.New());
            audit.Record("action_link", id, ["partnership_id", "purpose", "expires_at"]);
            var link = await database.FirstOrDefault<ActionLink>(
                InsertLink,
                new
                {
                    id,
                    partnershipId = body.PartnershipId,
                    purpose = body.Purpose,
                    expiresAt = now.AddDays(body.DaysOrDefault),
                    createdBy = callers.Caller.Id,
                    tokenHash = RandomSecret.Hash(token),
                    now,
                },
                cancellationToken);
            return new Made(link!, token, front);
        }
    }

    private static Body Example => new() { PartnershipId = ActionLink.Example.PartnershipId, Purpose = ActionLink.Example.Purpose };

    private sealed record Pages(bool HostedPages, string? LinksUrl);

    // Locked, so that the partnership does not end meanwhile and the count holds.
    private const string LockPartnershipThenCount =
        """
        select r.status from partnerships r where r.tenant_id = @tenantId and r.id = @id for no key update;

        select count(*)
        from action_links l
        where l.tenant_id = @tenantId and l.partnership_id = @id and l.used_at is null and l.revoked_at is null and l.expires_at > @now;

        select o.hosted_pages, o.links_url from organisations o where o.tenant_id = @tenantId
        """;

    private const string InsertLink =
        $"""
        insert into action_links as l (tenant_id, id, partnership_id, purpose, expires_at, created_by, created_at, version)
        values (@tenantId, @id, @partnershipId, @purpose, @expiresAt, @createdBy, @now, 1)
        returning {ActionLink.Columns};

        insert into action_link_tokens (token_hash, organisation_id, action_link_id) values (@tokenHash, @tenantId, @id)
        """;
}
