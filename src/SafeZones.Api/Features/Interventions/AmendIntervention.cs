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
using SafeZones.Domain.Interventions;

namespace SafeZones.Api.Features.Interventions;

/// <summary>A coordinator or safeguarding lead tells an intervention again, more truly; what was told before stays.</summary>
public static class AmendIntervention
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/interventions/{interventionId:guid}/editions", Endpoint)
        .Requires(Permission.ReviewInterventions)
        .Describe(nameof(AmendIntervention), "Amend an intervention", """
            The whole of it as it is known now, as a further edition; earlier ones are kept beside it and never changed. It is to be
            reviewed again. A narrative belongs to its edition: send it again if it shall stay.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status200OK, Intervention.Example with { Edition = 2, Version = 2 })
        .Refuses(ProblemCode.InterventionImpossible, ProblemCode.InterventionDeleted, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Guid interventionId, Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(interventionId, body, expected), cancellationToken));
    }

    /// <summary>What is known now.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>What happened.</summary>
        public required InterventionReport Report { get; init; }

        /// <summary>What the words above do not say, without anything that tells who anybody is.</summary>
        [StringLength(InterventionWriting.NarrativeCharactersMax, MinimumLength = 1), NoIdentifiers]
        public string? Narrative { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions() => InterventionWriting.NarrativeFaults(Report, Narrative);
    }

    internal sealed record Command(Guid InterventionId, Body Body, long? ExpectedVersion) : ICommand<Intervention>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, OrganisationKeys keys, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Intervention>
    {
        public async Task<Intervention> Handle(Command command, CancellationToken cancellationToken)
        {
            var (id, report, narrative) = (command.InterventionId, command.Body.Report, command.Body.Narrative);
            var standing = await InterventionStanding.Lock(database, id, command.ExpectedVersion, cancellationToken);
            var (place, earliestPurge, key) = await Look(id, cancellationToken);
            InterventionWriting.Refuse(place, report, narrative);
            var edition = standing.Edition + 1;
            Problem.ThrowIfTooMany(edition, EditionsMax);

            var retentionUntil = place.RetentionUntil(report);
            DateOnly?[] purges = [earliestPurge, narrative is null ? null : place.PurgeOn];
            List<SqlCall> writing =
            [
                InterventionWriting.Edition(id, edition, report, place.Today, callers.Caller.Id),
                new(UpdateIntervention, new
                {
                    id,
                    edition,
                    status = standing.After(ReviewAction.Amend),
                    retentionUntil,
                    dueOn = standing.IsOnHold ? (DateOnly?)null : InterventionWriting.DueOn(retentionUntil, purges.Min()),
                }),
            ];
            if (narrative is not null)
            {
                key ??= await keys.Make(cancellationToken);
                writing.Add(InterventionWriting.Narrative(id, edition, keys, key, narrative, place.PurgeOn));
            }

            audit.Record("intervention", id, narrative is null ? ["report"] : ["report", "narrative"]);
            await using var answers = await database.Ask([.. writing, new(Intervention.Select, new { id })], cancellationToken);
            return (await answers.FirstOrDefault<Intervention>(cancellationToken))!;
        }

        private async Task<(InterventionWriting.Place Place, DateOnly? EarliestPurge, OrganisationKey? Key)> Look(
            Guid id, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                SelectPlaceThenLockKey, new { id, now = clock.GetUtcNow() }, cancellationToken);
            return (
                (await answers.FirstOrDefault<InterventionWriting.Place>(cancellationToken))!,
                await answers.FirstOrDefault<DateOnly?>(cancellationToken),
                await answers.FirstOrDefault<OrganisationKey>(cancellationToken));
        }
    }

    /// <summary>Editions of one intervention.</summary>
    internal const int EditionsMax = 50;

    private static Body Example => new() { Report = InterventionReport.Example };

    private const string SelectPlaceThenLockKey =
        $"""
        select {InterventionWriting.Place.Columns}
        from interventions i
        join partnerships r on r.tenant_id = i.tenant_id and r.id = i.partnership_id
        {InterventionWriting.Place.Joins}
        where i.tenant_id = @tenantId and i.id = @id;

        select min(n.purge_on) from intervention_narratives n where n.tenant_id = @tenantId and n.intervention_id = @id;

        {OrganisationKey.LockCurrent}
        """;

    private const string UpdateIntervention =
        """
        update interventions i
        set edition = @edition, review_status = @status, retention_until = @retentionUntil, due_on = @dueOn, version = i.version + 1
        where i.tenant_id = @tenantId and i.id = @id
        """;
}
