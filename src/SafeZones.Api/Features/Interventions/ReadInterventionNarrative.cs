using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Secrets;

namespace SafeZones.Api.Features.Interventions;

/// <summary>The safeguarding lead reads a narrative, and leaves a trace.</summary>
public static class ReadInterventionNarrative
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/interventions/{interventionId:guid}/narrative", Endpoint)
        .Requires(Permission.ReadNarratives)
        .Describe(nameof(ReadInterventionNarrative), "Read the narrative of an intervention", """
            Restricted: the audit trail gets an entry, and `X-Audit-Reason` says why. Of the newest edition unless `edition` says which. 404
            when there is none: it was not told, has had its 90 days, or its key was erased.
            """)
        .Gives(StatusCodes.Status200OK, InterventionNarrative.Example);

    private static async Task<IResult> Endpoint(
        Guid interventionId, [AsParameters] Parameters parameters, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var narrative = await mediator.Send(new Command(interventionId, parameters.Edition), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Reply.Json(narrative);
    }

    /// <summary>Which narrative.</summary>
    internal sealed record Parameters
    {
        /// <summary>Of which edition; the newest unless said otherwise.</summary>
        [FromQuery(Name = "edition"), Range(1, AmendIntervention.EditionsMax)]
        public int? Edition { get; init; }
    }

    internal sealed record Command(Guid InterventionId, int? Edition) : ICommand<InterventionNarrative>;

    internal sealed class Handler(TenantDatabase database, OrganisationKeys keys, AuditTrail audit)
        : IRequestHandler<Command, InterventionNarrative>
    {
        public async Task<InterventionNarrative> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.InterventionId;
            var found = await database.FirstOrDefault<Sealed>(
                SelectNarrative, new { id, edition = command.Edition }, cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            audit.Record("intervention", id, ["narrative"]);
            var text = keys.Open(
                new OrganisationKey(found.KeyId, found.SealedKey), found.SealedNarrative,
                InterventionWriting.NarrativePlace(id, found.Edition));
            return new InterventionNarrative(id, found.Edition, text, found.PurgeOn);
        }
    }

    private sealed record Sealed(int Edition, byte[] SealedNarrative, DateOnly PurgeOn, Guid KeyId, byte[] SealedKey);

    private const string SelectNarrative =
        """
        select n.edition, n.sealed_narrative, n.purge_on, y.id as key_id, y.sealed_key
        from interventions i
        join intervention_narratives n
            on n.tenant_id = i.tenant_id and n.intervention_id = i.id and n.edition = coalesce(@edition, i.edition)
        join organisation_keys y on y.tenant_id = n.tenant_id and y.id = n.organisation_key_id
        where i.tenant_id = @tenantId and i.id = @id and y.sealed_key is not null
        """;
}

/// <summary>What the words of a report do not say.</summary>
/// <param name="InterventionId">The intervention.</param>
/// <param name="Edition">Its edition.</param>
/// <param name="Text">The text.</param>
/// <param name="PurgeOn">The day on which it is deleted.</param>
public sealed record InterventionNarrative(Guid InterventionId, int Edition, string Text, DateOnly PurgeOn)
{
    internal static InterventionNarrative Example { get; } = new(
        Intervention.Example.Id, 1, "She asked at the bar; two of us stayed with her until the taxi came.", new DateOnly(2027, 2, 19));
}
