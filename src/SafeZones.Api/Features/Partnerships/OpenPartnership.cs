using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator notes that a venue is worth a visit.</summary>
public static class OpenPartnership
{
    /// <summary>Partnerships of one venue, those that are over included.</summary>
    internal const int PartnershipsMax = 100;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/partnerships", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(OpenPartnership), "Open a partnership", """
            It begins as a prospect, of which nothing is public. A venue has one open partnership with a programme; one that
            is over (withdrawn, removed, closed) stays as history, and a new owner is a new partnership. Contacts that were to be deleted after a withdrawal stay.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Partnership.Example)
        .Refuses(ProblemCode.PartnershipOpen, ProblemCode.VenueMissing, ProblemCode.ProgrammeMissing, ProblemCode.ProgrammeClosed,
            ProblemCode.VenueBarred, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var partnership = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/partnerships/{partnership.Id}", partnership);
    }

    /// <summary>Which venue with which programme.</summary>
    public sealed record Body
    {
        /// <summary>The venue.</summary>
        public required Guid VenueId { get; init; }

        /// <summary>The programme; it is being prepared or running.</summary>
        public required Guid ProgrammeId { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<Partnership>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Partnership>
    {
        public async Task<Partnership> Handle(Command command, CancellationToken cancellationToken)
        {
            var (venueId, programmeId) = (command.Body.VenueId, command.Body.ProgrammeId);
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            await RefuseMissing(command.Body, cancellationToken);
            await using var answers = await database.Ask(
                [
                    new SqlCall(InsertPartnership, new { id, venueId, programmeId, now }),
                    PartnershipHistory.First(id, PartnershipHistory.ActorOf(callers.Caller), callers.Caller.Id, now),
                    ContactPurge.CallOff(venueId, now),
                ],
                cancellationToken);
            audit.Record("partnership", id, ["venue_id", "programme_id", "status"]);
            var partnership = await answers.FirstOrDefault<Partnership>(cancellationToken);
            await ContactPurge.Record(answers, audit, cancellationToken);
            return partnership!;
        }

        private async Task RefuseMissing(Body body, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                LockBoth, new { venueId = body.VenueId, programmeId = body.ProgrammeId }, cancellationToken);
            _ = await answers.FirstOrDefault<long?>(cancellationToken)
                ?? throw new Problem(ProblemCode.VenueMissing, Fault.At("/venue_id", FaultCode.Missing));
            var programme = await answers.FirstOrDefault<ProgrammeStatus?>(cancellationToken)
                ?? throw new Problem(ProblemCode.ProgrammeMissing, Fault.At("/programme_id", FaultCode.Missing));
            if (programme is ProgrammeStatus.Sunsetting or ProgrammeStatus.Ended)
            {
                throw new Problem(ProblemCode.ProgrammeClosed);
            }

            var before = (await answers.FirstOrDefault<Before>(cancellationToken))!;
            Problem.ThrowIfTooMany(before.Count + 1, PartnershipsMax);
            if (TimeZoneName.DayOf(clock.GetUtcNow(), before.TimeZone) < before.BarredUntil)
            {
                throw new Problem(ProblemCode.VenueBarred, Fault.At("/venue_id", FaultCode.BarredUntil, ("day", $"{before.BarredUntil:yyyy-MM-dd}")));
            }
        }
    }

    private sealed record Before(string TimeZone, long Count, DateOnly? BarredUntil);

    private static Body Example => new() { VenueId = Partnership.Example.VenueId, ProgrammeId = Partnership.Example.ProgrammeId };

    // Locked, so that the venue is not deleted and the programme does not close meanwhile.
    private const string LockBoth =
        """
        select v.version
        from venues v
        where v.tenant_id = @tenantId and v.id = @venueId and v.deleted_at is null
        for share;

        select p.status from programmes p where p.tenant_id = @tenantId and p.id = @programmeId for share;

        select v.time_zone, count(r.id) as count, max(r.barred_until) as barred_until
        from venues v
        left join partnerships r on r.tenant_id = v.tenant_id and r.venue_id = v.id
        where v.tenant_id = @tenantId and v.id = @venueId
        group by v.time_zone
        """;

    private const string InsertPartnership =
        $"""
        insert into partnerships as r (
            tenant_id, id, venue_id, programme_id, status, status_since, created_at, updated_at, version)
        values (@tenantId, @id, @venueId, @programmeId, 'prospect', @now, @now, @now, 1)
        returning {Partnership.Columns}
        """;
}
