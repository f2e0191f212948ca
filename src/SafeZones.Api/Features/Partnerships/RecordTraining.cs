using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A trainer records who was trained at a venue: one person by a label, or several by counting heads.</summary>
public static class RecordTraining
{
    internal const int HeadcountMax = 1000;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/training-records", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(RecordTraining), "Record a training", """
            No names: either a `person_ref`, the venue's own label such as S-04, or a `headcount`. A head-count takes the place of
            the head-counts before it, because the same people trained again do not become more; say `are_others` when they are
            others. It counts until `valid_until`, and never longer than the programme lets it.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, TrainingRecord.Example)
        .Refuses(ProblemCode.VenueMissing, ProblemCode.TrainingImpossible, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>A training of one person or of several.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>The venue at which they work.</summary>
        public required Guid VenueId { get; init; }

        /// <summary>The venue's own label for one person, such as <c>S-04</c>; never a name.</summary>
        [PersonLabel]
        public string? PersonRef { get; init; }

        /// <summary>How many people.</summary>
        [Range(1, HeadcountMax)]
        public int? Headcount { get; init; }

        /// <summary>Whether these are people who were not counted before.</summary>
        public bool AreOthers { get; init; }

        /// <summary>What they do there.</summary>
        public required StaffRole StaffRole { get; init; }

        /// <summary>The day of the training, at the venue.</summary>
        [PastDate]
        public required DateOnly CompletedOn { get; init; }

        /// <summary>The last day on which it counts.</summary>
        [CalendarDay]
        public DateOnly? ValidUntil { get; init; }

        /// <summary>How it went.</summary>
        public required TrainingResult Result { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            if ((PersonRef is null) == (Headcount is null))
            {
                yield return Fault.At("/headcount", FaultCode.Contradiction, ("rule", "person_ref or headcount"));
            }

            if (ValidUntil < CompletedOn)
            {
                yield return Fault.At("/valid_until", FaultCode.DatesReversed);
            }
        }
    }

    internal sealed record Command(Body Body) : ICommand<TrainingRecord>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, TrainingRecord>
    {
        public async Task<TrainingRecord> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var now = clock.GetUtcNow();
            await Refuse(body, now, cancellationToken);
            var id = RowId.At(now);
            audit.Record("training_record", id, ["headcount", "staff_role", "completed_on", "result"]);
            await using var answers = await database.Ask(
                [
                    new SqlCall(InsertRecord, new
                    {
                        id,
                        venueId = body.VenueId,
                        personRef = body.PersonRef,
                        headcount = body.Headcount ?? 1,
                        areOthers = body.AreOthers,
                        staffRole = body.StaffRole,
                        completedOn = body.CompletedOn,
                        validUntil = body.ValidUntil,
                        result = body.Result,
                        recordedBy = callers.Caller.Id,
                        now,
                    }),
                    PartnershipReview.OfVenue(body.VenueId, now),
                ],
                cancellationToken);
            return (await answers.FirstOrDefault<TrainingRecord>(cancellationToken))!;
        }

        private async Task Refuse(Body body, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var place = await database.FirstOrDefault<Place>(
                LockVenue, new { venueId = body.VenueId, completedOn = body.CompletedOn, now }, cancellationToken)
                ?? throw new Problem(ProblemCode.VenueMissing, Fault.At("/venue_id", FaultCode.Missing));
            Problem.ThrowIfTooMany(place.Records + 1, RecordsMax);
            if (place.Today < body.CompletedOn)
            {
                throw new Problem(ProblemCode.TrainingImpossible, Fault.At("/completed_on", FaultCode.DateInFuture));
            }

            if (body.CompletedOn < place.JoinedOn)
            {
                throw new Problem(
                    ProblemCode.TrainingImpossible,
                    Fault.At("/completed_on", FaultCode.BeforeItJoined, ("joined_on", place.JoinedOn.ToString("yyyy-MM-dd", null))));
            }

            var most = body.StaffRole == StaffRole.Manager ? place.Managers : place.Total - place.Managers;
            if (body.Headcount > most)
            {
                throw new Problem(
                    ProblemCode.TrainingImpossible, Fault.At("/headcount", FaultCode.MoreThanStaff, ("most", most)));
            }
        }
    }

    /// <summary>Records of one venue: forty years of a weekly one.</summary>
    internal const int RecordsMax = 2000;

    private sealed record Place(DateOnly Today, DateOnly JoinedOn, int? Total, int? Managers, long Records);

    private static Body Example => new()
    {
        VenueId = TrainingRecord.Example.VenueId,
        PersonRef = "S-04",
        StaffRole = StaffRole.Staff,
        CompletedOn = TrainingRecord.Example.CompletedOn,
        Result = TrainingResult.Attended,
    };

    // Locked, so that the venue is not deleted meanwhile and the count of records holds. It joined when it was registered, or when
    // it had its first visit or pledge, if those were written down later than they happened.
    private const string LockVenue =
        """
        select (@now at time zone v.time_zone)::date as today,
            least(
                (v.created_at at time zone v.time_zone)::date,
                (select min(a.accepted_on)
                 from pledge_acceptances a
                 join partnerships r on r.tenant_id = a.tenant_id and r.id = a.partnership_id
                 where a.tenant_id = v.tenant_id and r.venue_id = v.id),
                (select min((o.visited_at at time zone v.time_zone)::date)
                 from outreach_visits o
                 join partnerships r on r.tenant_id = o.tenant_id and r.id = o.partnership_id
                 where o.tenant_id = v.tenant_id and r.venue_id = v.id)) as joined_on,
            declared.total, declared.managers,
            (select count(*) from training_records t where t.tenant_id = v.tenant_id and t.venue_id = v.id) as records
        from venues v
        left join lateral (
            select c.total, c.managers
            from staff_counts c
            where c.tenant_id = v.tenant_id and c.venue_id = v.id and c.as_of <= @completedOn
            order by c.as_of desc, c.id desc
            limit 1) declared on true
        where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null
        for no key update of v
        """;

    private const string InsertRecord =
        $"""
        insert into training_records as t (
            tenant_id, id, venue_id, person_ref, headcount, are_others, staff_role, completed_on, valid_until, result, recorded_by,
            recorded_at)
        values (
            @tenantId, @id, @venueId, @personRef, @headcount, @areOthers, @staffRole, @completedOn, @validUntil, @result,
            @recordedBy, @now)
        returning {TrainingRecord.Columns}
        """;
}

/// <summary>A venue's own label for a person.</summary>
internal sealed class PersonLabelAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) =>
        PersonRef.IsLabel((string)value) ? [] : [Fault.At("", FaultCode.NameInsteadOfLabel)];

    public override void Describe(Microsoft.OpenApi.OpenApiSchema schema) => schema.Pattern = PersonRef.Pattern;
}
