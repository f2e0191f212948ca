using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>An integrator says what another system knows of a venue, whether it is here already or not.</summary>
public static class PutVenueByExternalId
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut(ExternalIdPath.Route, Endpoint)
        .Requires(Permission.WriteVenues)
        .Describe(nameof(PutVenueByExternalId), "Register or replace a venue by an external id", """
            Registers the venue (201) or replaces everything that is known of it (200; unchanged, it keeps its version).
            `If-Match` with an ETag replaces that version only; `If-Match: *` takes whatever is there, be it nothing;
            `If-None-Match: *` only registers. With neither, a venue that exists is not overwritten: 428. A deleted venue
            is not brought back by this: restore it.
            """)
        .Takes(VenueExamples.Body)
        .Gives(StatusCodes.Status200OK, VenueExamples.Venue)
        .Refuses(ProblemCode.ExternalIdTaken, ProblemCode.ChainMissing, ProblemCode.LimitReached, ProblemCode.VenueDeleted)
        .Produces<Venue>(StatusCodes.Status201Created);

    private static async Task<IResult> Endpoint(
        ExternalIdPath path, VenueBody body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var condition = UpsertCondition.Of(context);
        Problem.ThrowIfAny([.. path.Faults(), .. BodyRules.Faults(body, "")]);
        var done = await mediator.Send(new Command(path.Source, path.Id, Named(path, body), condition), cancellationToken);
        return done.IsNew
            ? Reply.Created(context, $"/v1/venues/{done.Venue.Id}", done.Venue)
            : Reply.Ok(context, done.Venue);
    }

    // The id of the path is one of the venue's ids, whether the body repeats it or not.
    private static VenueBody Named(ExternalIdPath path, VenueBody body)
    {
        if (body.ExternalIds.TryGetValue(path.Source, out var id) && id != path.Id)
        {
            throw new Problem(ProblemCode.InvalidRequest, Fault.At(
                $"/external_ids/{path.Source}", FaultCode.Contradiction, ("rule", "the path names another id")));
        }

        return body with { ExternalIds = new Dictionary<string, string>(body.ExternalIds) { [path.Source] = path.Id } };
    }

    internal sealed record Command(string Source, string ExternalId, VenueBody Body, UpsertCondition Condition) : ICommand<Done>;

    internal sealed record Done(Venue Venue, bool IsNew);

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body.In(callers.Caller.Organisation);
            var venue = await Lock(command, cancellationToken);
            command.Condition.Check(venue?.Version);
            if (venue is null)
            {
                return new Done(await Register(body, cancellationToken), IsNew: true);
            }

            if (venue.DeletedAt is not null)
            {
                throw new Problem(ProblemCode.VenueDeleted) { CurrentETag = ETags.Of(venue.Version) };
            }

            return new Done(await Replace(venue, body, cancellationToken), IsNew: false);
        }

        private async Task<Venue?> Lock(Command command, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                [
                    AreaLookup.KeepAreasStill,
                    new SqlCall(LockExternalId, new { source = command.Source, externalId = command.ExternalId }),
                ],
                cancellationToken);
            await answers.List<int>(cancellationToken);
            return await answers.FirstOrDefault<Venue>(cancellationToken);
        }

        private async Task<Venue> Register(VenueBody body, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            audit.Record("venue", id, VenueWriting.FieldsOf(body));
            var organisation = callers.Caller.Organisation;
            await using var answers = await database.Ask(
                [
                    .. VenueWriting.Insert(id, body, organisation, now),
                    RegisterVenue.Registered(id),
                ],
                cancellationToken);
            return await RegisterVenue.Read(answers, organisation, cancellationToken);
        }

        private async Task<Venue> Replace(Venue venue, VenueBody body, CancellationToken cancellationToken)
        {
            var changed = MergePatch.Changes(venue.ToBody(), body);
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return venue;
            }

            audit.Record("venue", venue.Id, changed);
            await using var answers = await database.Ask(
                [
                    .. VenueWriting.Update(venue, body, callers.Caller.Organisation, clock.GetUtcNow()),
                    new SqlCall(VenueWriting.SelectVenue, new { id = venue.Id }),
                    new SqlCall(VenueWriting.CountStaffCounts, new { id = venue.Id }),
                ],
                cancellationToken);
            var written = (await answers.FirstOrDefault<Venue>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), VenueWriting.StaffCountsMax);
            return written;
        }
    }

    // The lock is on the id, because of a venue that does not exist yet there is nothing else to lock.
    private const string LockExternalId =
        $"""
        select 1 from pg_advisory_xact_lock(hashtextextended(concat_ws(' ', @tenantId, @source, @externalId), 0));

        {GetVenueByExternalId.SelectVenue}
        for no key update of v
        """;
}
