using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Anybody in the organisation reads what a programme's venues promise, and promised before.</summary>
public static class ListPledgeTexts
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/programmes/{programmeId:guid}/pledge-texts", Endpoint)
        .Requires(Permission.ReadProgrammes)
        .Describe(nameof(ListPledgeTexts), "List a programme's pledge texts", "Every version, the newest first.")
        .Gives(StatusCodes.Status200OK, new Page<PledgeText>([PledgeText.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        Guid programmeId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Page(context, new Page<PledgeText>(
            await mediator.Send(new Query(programmeId), cancellationToken), new PageEnd(null, false)));

    internal sealed record Query(Guid ProgrammeId) : IQuery<List<PledgeText>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<PledgeText>>
    {
        public async Task<List<PledgeText>> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(SelectTexts, new { programmeId = query.ProgrammeId }, cancellationToken);
            _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            return await answers.List<PledgeText>(cancellationToken);
        }
    }

    // There are never more than fifty.
    private const string SelectTexts =
        $"""
        select p.version from programmes p where p.tenant_id = @tenantId and p.id = @programmeId;

        select {PledgeText.Columns}
        from pledge_texts t
        where t.tenant_id = @tenantId and t.programme_id = @programmeId
        order by t.version desc
        """;
}
