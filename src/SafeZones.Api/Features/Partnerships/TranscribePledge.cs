using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
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

    internal sealed class Handler(
        PartnershipMover mover, TenantDatabase database, CallerAccessor callers, AuditTrail audit)
        : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var standing = await mover.Lock(command.PartnershipId, command.ExpectedVersion, cancellationToken);
            await RefuseUnpublished(command, cancellationToken);
            if (!standing.Place.HasFocalPoint)
            {
                throw new Problem(ProblemCode.RequirementsUnmet, PartnershipMover.Unmet(
                    standing.RequirementsOn(standing.Today).Single(one => one.Name == RequirementName.FocalPoint)));
            }

            var refusal = PartnershipGuards.RefuseOldPledge(body.PledgeVersion, standing.Facts.Pledges, standing.Today);
            var isRenewal = standing.Facts.Acceptances.Count > 0;
            var pledged = isRenewal
                ? await mover.Renew(standing, refusal, cancellationToken)
                : await mover.Make(
                    standing, PartnershipAction.Pledge, PartnershipActor.Venue,
                    new MoveDetails { Evidence = body.Evidence, PledgedOn = body.AcceptedOn }, cancellationToken, refusal);
            var id = RowId.At(standing.Now);
            audit.Record("pledge_acceptance", id, ["pledge_version", "locale", "accepted_on", "signatory_role", "evidence"]);
            await database.Execute(
                InsertAcceptance,
                new
                {
                    id,
                    partnershipId = command.PartnershipId,
                    version = body.PledgeVersion,
                    locale = body.Locale,
                    acceptedOn = body.AcceptedOn,
                    method = PledgeMethod.Paper,
                    signatoryRole = body.SignatoryRole,
                    evidence = body.Evidence,
                    recordedBy = callers.Caller.Id,
                    now = standing.Now,
                },
                cancellationToken);
            return pledged;
        }

        private async Task RefuseUnpublished(Command command, CancellationToken cancellationToken)
        {
            var text = await database.FirstOrDefault<JsonText?>(
                SelectText, new { id = command.PartnershipId, version = command.Body.PledgeVersion }, cancellationToken)
                ?? throw new Problem(ProblemCode.PledgeTextMissing, Fault.At("/pledge_version", FaultCode.Missing));
            if (!text.Read<Dictionary<string, string>>(ApiJson.Options).ContainsKey(command.Body.Locale))
            {
                throw new Problem(ProblemCode.PledgeTextMissing, Fault.At("/locale", FaultCode.Missing));
            }
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

    private const string SelectText =
        """
        select t.body
        from pledge_texts t
        join partnerships r on r.tenant_id = t.tenant_id and r.programme_id = t.programme_id
        where r.tenant_id = @tenantId and r.id = @id and t.version = @version
        """;

    private const string InsertAcceptance =
        """
        insert into pledge_acceptances (
            tenant_id, id, partnership_id, version, locale, accepted_on, method, signatory_role, evidence, recorded_by, recorded_at)
        values (
            @tenantId, @id, @partnershipId, @version, @locale, @acceptedOn, @method, @signatoryRole, @evidence, @recordedBy, @now)
        """;
}
