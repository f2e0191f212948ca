using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>What a venue has accepted, and how.</summary>
/// <param name="PledgeVersion">Which version of the pledge.</param>
/// <param name="Locale">In which of its languages.</param>
/// <param name="AcceptedOn">On which day; today unless given.</param>
/// <param name="Method">By what.</param>
/// <param name="SignatoryRole">What the person who accepted is there.</param>
/// <param name="Evidence">Where the paper is, if it was paper.</param>
internal sealed record AcceptedPledge(
    int PledgeVersion, string Locale, DateOnly? AcceptedOn, PledgeMethod Method, SignatoryRole SignatoryRole, string? Evidence);

/// <summary>The one way in which a pledge is accepted, whether the venue does it itself or somebody writes down what it has signed.</summary>
internal sealed class PledgeAcceptances(
    PartnershipMover mover, TenantDatabase database, CallerAccessor callers, AuditTrail audit)
{
    public async Task<Partnership> Accept(
        Guid partnershipId, long? expectedVersion, AcceptedPledge accepted, CancellationToken cancellationToken)
    {
        var standing = await mover.Lock(partnershipId, expectedVersion, cancellationToken);
        await RefuseUnpublished(partnershipId, accepted, cancellationToken);
        if (!standing.Place.HasFocalPoint)
        {
            throw new Problem(ProblemCode.RequirementsUnmet, PartnershipMover.Unmet(
                standing.RequirementsOn(standing.Today).Single(one => one.Name == RequirementName.FocalPoint)));
        }

        var acceptedOn = accepted.AcceptedOn ?? standing.Today;
        var refusal = PartnershipGuards.RefuseOldPledge(accepted.PledgeVersion, standing.Facts.Pledges, standing.Today);
        var isRenewal = standing.Facts.Acceptances.Count > 0;
        var pledged = isRenewal
            ? await mover.Renew(standing, refusal, cancellationToken)
            : await mover.Make(
                standing, PartnershipAction.Pledge, PartnershipActor.Venue,
                new MoveDetails { Evidence = accepted.Evidence, PledgedOn = acceptedOn }, cancellationToken, refusal);
        var id = RowId.At(standing.Now);
        audit.Record("pledge_acceptance", id, ["pledge_version", "locale", "accepted_on", "signatory_role", "evidence"]);
        await database.Execute(
            InsertAcceptance,
            new
            {
                id,
                partnershipId,
                version = accepted.PledgeVersion,
                locale = accepted.Locale,
                acceptedOn,
                method = accepted.Method,
                signatoryRole = accepted.SignatoryRole,
                evidence = accepted.Evidence,
                recordedBy = callers.Caller.Id,
                now = standing.Now,
            },
            cancellationToken);
        return pledged;
    }

    private async Task RefuseUnpublished(Guid partnershipId, AcceptedPledge accepted, CancellationToken cancellationToken)
    {
        var text = await database.FirstOrDefault<JsonText?>(
            SelectText, new { id = partnershipId, version = accepted.PledgeVersion }, cancellationToken)
            ?? throw new Problem(ProblemCode.PledgeTextMissing, Fault.At("/pledge_version", FaultCode.Missing));
        if (!text.Read<Dictionary<string, string>>(ApiJson.Options).ContainsKey(accepted.Locale))
        {
            throw new Problem(ProblemCode.PledgeTextMissing, Fault.At("/locale", FaultCode.Missing));
        }
    }

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
