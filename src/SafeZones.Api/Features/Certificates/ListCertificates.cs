using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Certificates;

/// <summary>A trainer looks which certificates were issued.</summary>
public static class ListCertificates
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/certificates", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(ListCertificates), "List certificates", "The newest first.")
        .Gives(StatusCodes.Status200OK, new Page<Certificate>([Certificate.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, CredentialIssuing issuing, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var before = cursors.Read<Last>(parameters.Cursor, context);
        var certificates = (await mediator.Send(new Query(parameters, before), cancellationToken)).ConvertAll(one => one.WithUrl(issuing));
        return Reply.Page(context, certificates.ToPage(parameters.LimitOrDefault, one => new Last(one.CreatedAt, one.Id), context));
    }

    /// <summary>Which certificates.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Only that of this training record.</summary>
        [FromQuery(Name = "training_record_id")]
        public Guid? TrainingRecordId { get; init; }
    }

    /// <summary>The last certificate of a page.</summary>
    internal sealed record Last(DateTimeOffset CreatedAt, Guid Id);

    internal sealed record Query(Parameters Parameters, Last? Before) : IQuery<List<Certificate>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<Certificate>>
    {
        public Task<List<Certificate>> Handle(Query query, CancellationToken cancellationToken) => database.List<Certificate>(
            SelectPage,
            new
            {
                recordId = query.Parameters.TrainingRecordId,
                beforeAt = query.Before?.CreatedAt,
                beforeId = query.Before?.Id,
                rows = query.Parameters.Rows,
            },
            cancellationToken);
    }

    private const string SelectPage =
        $"""
        select {Certificate.Columns}
        from certificates c
        where c.tenant_id = @tenantId
          and (@recordId::uuid is null or c.training_record_id = @recordId)
          and (@beforeId::uuid is null or (c.created_at, c.id) < (@beforeAt, @beforeId))
        order by c.created_at desc, c.id desc
        limit @rows
        """;
}
