using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Geography;

namespace SafeZones.Api.Features.Interventions;

/// <summary>A coordinator or safeguarding lead takes what happened along as a table.</summary>
public static class ExportInterventions
{
    private static readonly List<CsvColumn<Intervention>> Columns = CsvColumns.Of<Intervention>();

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/interventions/export", Endpoint)
        .Requires(Permission.ReadInterventions)
        .Describe(nameof(ExportInterventions), "Export interventions as CSV", """
            The newest edition of each, in no order that would tell when; deleted ones are left out, and no narrative is ever in it. The
            audit trail gets an entry, and `X-Audit-Reason` says why. Who may read statistics only exports the counts of a quarter. A
            connection that breaks off before the end is the sign that the table is not whole.
            """)
        .InsistsOnAuditReason()
        .GivesText<string>("text/csv", CsvText.Of(Columns, Intervention.Example));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        details.RequireAuditReason();
        return new CsvReply<Intervention>(await mediator.Send(new Command(parameters), cancellationToken), Columns, parameters);
    }

    /// <summary>Which interventions.</summary>
    internal sealed record Parameters : CsvParameters
    {
        /// <summary>Only at this venue for this programme.</summary>
        [FromQuery(Name = "partnership_id")]
        public Guid? PartnershipId { get; init; }

        /// <summary>Only those that happened on this day or later.</summary>
        [FromQuery(Name = "occurred_from")]
        public DateOnly? OccurredFrom { get; init; }

        /// <summary>Only those that happened on this day or earlier.</summary>
        [FromQuery(Name = "occurred_until")]
        public DateOnly? OccurredUntil { get; init; }
    }

    internal sealed record Command(Parameters Parameters) : ICommand<CsvFile<Intervention>>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, CsvFile<Intervention>>
    {
        public Task<CsvFile<Intervention>> Handle(Command command, CancellationToken cancellationToken)
        {
            // Who took what is written before the first row is read.
            audit.Record("intervention", null, Columns.Select(column => column.Name));
            var today = TimeZoneName.DayOf(clock.GetUtcNow(), callers.Caller.Organisation.TimeZone);
            var parameters = command.Parameters;
            return Task.FromResult(new CsvFile<Intervention>($"interventions-{today:yyyy-MM-dd}.csv", database.Stream<Intervention>(
                SelectAll,
                new
                {
                    partnershipId = parameters.PartnershipId,
                    occurredFrom = parameters.OccurredFrom,
                    occurredUntil = parameters.OccurredUntil,
                },
                cancellationToken)));
        }
    }

    // By their key, so that the first row comes at once; it was drawn by lot.
    private const string SelectAll =
        $"""
        select {Intervention.Columns}
        {Intervention.From}
        where i.tenant_id = @tenantId and i.deleted_on is null
          and (@partnershipId::uuid is null or i.partnership_id = @partnershipId)
          and (@occurredFrom::date is null or e.occurred_on >= @occurredFrom)
          and (@occurredUntil::date is null or e.occurred_on <= @occurredUntil)
        order by i.id
        """;
}
