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

/// <summary>A volunteer or coordinator logs that somebody looked whether a venue keeps its promise.</summary>
public static class LogCheckIn
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/check-ins", Endpoint)
        .Requires(Permission.LogVisits)
        .Describe(nameof(LogCheckIn), "Log a check-in", """
            The latest one counts for the requirement `check_current`: passed, and not longer ago than the programme's interval. It
            fails when one of its answers is no. A mystery visit is blind for the venue: nothing that the venue or the public reads
            tells of it. A failed one at a venue that can be suspended `proposes` a `suspension`: it stays open in
            `/v1/check-ins?proposal_status=open` and on the dashboard until a person suspends the venue or dismisses it.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, CheckIn.Example)
        .Refuses(ProblemCode.PartnershipMissing, ProblemCode.CheckInImpossible, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>What somebody found.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>The partnership.</summary>
        public required Guid PartnershipId { get; init; }

        /// <summary>How they looked.</summary>
        public required CheckInKind Kind { get; init; }

        /// <summary>The day, at the venue.</summary>
        [PastDate]
        public required DateOnly CheckedOn { get; init; }

        /// <summary>Whether the sticker was on show; leave out what was not looked at.</summary>
        public bool? DecalVisible { get; init; }

        /// <summary>Whether staff knew the codeword.</summary>
        public bool? CodewordRecognised { get; init; }

        /// <summary>Whether somebody trained was there.</summary>
        public bool? TrainedOnDuty { get; init; }

        /// <summary>Whether the procedure was at hand.</summary>
        public bool? ProcedureSheetReachable { get; init; }

        internal bool?[] Answers => [DecalVisible, CodewordRecognised, TrainedOnDuty, ProcedureSheetReachable];

        IEnumerable<Fault> IConsistent.Contradictions() => Answers.All(answer => answer is null)
            ? [Fault.At("", FaultCode.Contradiction, ("rule", "at least one answer"))]
            : [];
    }

    internal sealed record Command(Body Body) : ICommand<CheckIn>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, CheckIn>
    {
        public async Task<CheckIn> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var now = clock.GetUtcNow();
            var status = await Refuse(body, now, cancellationToken);
            var id = RowId.At(now);
            var result = body.Answers.Contains(false) ? CheckInResult.Failed : CheckInResult.Passed;
            var proposes = CheckInProposals.Of(body.Kind, result, status);
            audit.Record("check_in", id, ["kind", "checked_on", "result"]);
            return (await database.FirstOrDefault<CheckIn>(
                InsertThenReview,
                new
                {
                    id,
                    partnershipId = body.PartnershipId,
                    kind = body.Kind,
                    checkedOn = body.CheckedOn,
                    decalVisible = body.DecalVisible,
                    codewordRecognised = body.CodewordRecognised,
                    trainedOnDuty = body.TrainedOnDuty,
                    procedureSheetReachable = body.ProcedureSheetReachable,
                    result,
                    proposes,
                    proposalStatus = proposes is null ? (ProposalStatus?)null : ProposalStatus.Open,
                    recordedBy = callers.Caller.Id,
                    now,
                },
                cancellationToken))!;
        }

        private async Task<PartnershipStatus> Refuse(Body body, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var place = await database.FirstOrDefault<Place>(
                LockPartnership, new { id = body.PartnershipId, now }, cancellationToken)
                ?? throw new Problem(ProblemCode.PartnershipMissing, Fault.At("/partnership_id", FaultCode.Missing));
            if (place.Today < body.CheckedOn)
            {
                throw new Problem(ProblemCode.CheckInImpossible, Fault.At("/checked_on", FaultCode.DateInFuture));
            }

            Problem.ThrowIfTooMany(place.CheckIns + 1, CheckInsMax);
            return place.Status;
        }
    }

    /// <summary>Check-ins of one partnership: one a week for twenty years.</summary>
    internal const int CheckInsMax = 1000;

    private sealed record Place(DateOnly Today, long CheckIns, PartnershipStatus Status);

    private static Body Example => new()
    {
        PartnershipId = CheckIn.Example.PartnershipId,
        Kind = CheckIn.Example.Kind,
        CheckedOn = CheckIn.Example.CheckedOn,
        DecalVisible = true,
        CodewordRecognised = true,
        TrainedOnDuty = true,
    };

    // Locked, so that the count and the status hold.
    private const string LockPartnership =
        """
        select (@now at time zone v.time_zone)::date as today,
            (select count(*) from check_ins c where c.tenant_id = r.tenant_id and c.partnership_id = r.id) as check_ins,
            r.status
        from partnerships r
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where r.tenant_id = @tenantId and r.id = @id
        for update of r
        """;

    private const string InsertThenReview =
        $"""
        insert into check_ins as c (
            tenant_id, id, partnership_id, kind, checked_on, decal_visible, codeword_recognised, trained_on_duty,
            procedure_sheet_reachable, result, proposes, proposal_status, recorded_by, recorded_at)
        values (
            @tenantId, @id, @partnershipId, @kind, @checkedOn, @decalVisible, @codewordRecognised, @trainedOnDuty,
            @procedureSheetReachable, @result, @proposes, @proposalStatus, @recordedBy, @now)
        returning {CheckIn.Columns};

        update partnerships r set due_at = @now where r.tenant_id = @tenantId and r.id = @partnershipId
        """;
}
