using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Anybody who works with venues looks what one still lacks, and when it will lack something.</summary>
public static class GetPartnershipRequirements
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/partnerships/{partnershipId:guid}/requirements", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(GetPartnershipRequirements), "Read a partnership's requirements", """
            The checklist of the programme, computed now from what is known: for today, or for the day `on`. A requirement that is
            met says when it breaks; one that is not says since when. `next_sessions` are the next trainings that people of the
            venue can take part in, from now on.
            """)
        .Gives(StatusCodes.Status200OK, PartnershipRequirements.Example);

    private static async Task<IResult> Endpoint(
        Guid partnershipId, [AsParameters] Parameters parameters, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Json(await mediator.Send(new Query(partnershipId, parameters.On), cancellationToken));

    /// <summary>For which day.</summary>
    internal sealed record Parameters
    {
        /// <summary>The day; today, where the venue is, unless given.</summary>
        [FromQuery(Name = "on")]
        public DateOnly? On { get; init; }
    }

    internal sealed record Query(Guid PartnershipId, DateOnly? On) : IQuery<PartnershipRequirements>;

    internal sealed class Handler(TenantDatabase database, TimeProvider clock) : IRequestHandler<Query, PartnershipRequirements>
    {
        public async Task<PartnershipRequirements> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            await using var answers = await database.Ask(
                [
                    .. PartnershipStanding.Calls(query.PartnershipId),
                    new SqlCall(SelectNextSessions, new { id = query.PartnershipId, now }),
                ],
                cancellationToken);
            var standing = await PartnershipStanding.From(answers, now, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            return PartnershipRequirements.Of(standing, query.On ?? standing.Today) with
            {
                NextSessions = await answers.List<NextSession>(cancellationToken),
            };
        }
    }

    // Those for the people of the venue alone, and those that are open to all.
    private const string SelectNextSessions =
        """
        select s.id, s.curriculum_id, s.venue_id, s.starts_at, s.ends_at, s.time_zone, s.place, s.format
        from training_sessions s
        join partnerships r on r.tenant_id = s.tenant_id and (r.venue_id = s.venue_id or s.venue_id is null)
        where r.tenant_id = @tenantId and r.id = @id and s.status = 'planned' and s.starts_at >= @now
        order by s.starts_at, s.id
        limit 3
        """;
}
