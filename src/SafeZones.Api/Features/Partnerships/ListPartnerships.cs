using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>Anybody who works with venues finds partnerships: all that stand so, or what is to do by a day.</summary>
public static class ListPartnerships
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/partnerships", Endpoint)
        .Requires(Permission.ReadPartnerships)
        .Describe(nameof(ListPartnerships), "List partnerships", """
            In the order in which they were opened. Filters narrow each other. What a volunteer has to do today is in `/v1/day-list`.
            """)
        .Gives(StatusCodes.Status200OK, new Page<Partnership>([Partnership.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<LastId>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.Partnerships.ToPage(
            parameters.LimitOrDefault, partnership => new LastId(partnership.Id), context, found.Total));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters : PageParameters
    {
        /// <summary>Any of these statuses.</summary>
        [FromQuery(Name = "status")]
        public Choices<PartnershipStatus>? Status { get; init; }

        /// <summary>Only partnerships of this venue.</summary>
        [FromQuery(Name = "venue_id")]
        public Guid? VenueId { get; init; }

        /// <summary>Only partnerships with this programme.</summary>
        [FromQuery(Name = "programme_id")]
        public Guid? ProgrammeId { get; init; }

        /// <summary>Only those whose next step was planned for this day or earlier.</summary>
        [FromQuery(Name = "due_by")]
        public DateOnly? DueBy { get; init; }

        /// <summary>Only those that met every requirement when the system last looked, or only those that did not.</summary>
        [FromQuery(Name = "is_ready")]
        public bool? IsReady { get; init; }

        /// <summary>Only safe zones that lapse on this day or earlier unless something changes.</summary>
        [FromQuery(Name = "lapses_by")]
        public DateOnly? LapsesBy { get; init; }

        /// <summary>Only those whose next check is due on this day or earlier.</summary>
        [FromQuery(Name = "check_by")]
        public DateOnly? CheckBy { get; init; }

        /// <summary><c>total</c> counts what the filters leave.</summary>
        [FromQuery(Name = "include"), AllowedValues("total")]
        public string? Include { get; init; }
    }

    internal sealed record Found(List<Partnership> Partnerships, long? Total);

    internal sealed record Query(Parameters Parameters, LastId? After) : IQuery<Found>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            var values = new
            {
                statuses = parameters.Status?.Values,
                venueId = parameters.VenueId,
                programmeId = parameters.ProgrammeId,
                dueBy = parameters.DueBy,
                isReady = parameters.IsReady,
                lapsesBy = parameters.LapsesBy,
                checkBy = parameters.CheckBy,
                afterId = query.After?.Id ?? Guid.Empty,
                rows = parameters.Rows,
            };
            var calls = parameters.Include == "total"
                ? [new SqlCall(SelectPage, values), new SqlCall(CountAll, values)]
                : new[] { new SqlCall(SelectPage, values) };
            await using var answers = await database.Ask(calls, cancellationToken);
            var partnerships = await answers.List<Partnership>(cancellationToken);
            return new Found(partnerships, calls.Length == 1 ? null : await answers.FirstOrDefault<long>(cancellationToken));
        }
    }

    private const string Filters =
        """
        r.tenant_id = @tenantId
          and (@statuses::partnership_status[] is null or r.status = any(@statuses))
          and (@venueId::uuid is null or r.venue_id = @venueId)
          and (@programmeId::uuid is null or r.programme_id = @programmeId)
          and (@dueBy::date is null or r.next_step_on <= @dueBy)
          and (@isReady::boolean is null or r.is_ready = @isReady)
          and (@lapsesBy::date is null or r.lapse_forecast_on <= @lapsesBy)
          and (@checkBy::date is null or r.next_check_on <= @checkBy)
        """;

    private const string SelectPage =
        $"""
        select {Partnership.Columns}
        from partnerships r
        where {Filters}
          and r.id > @afterId
        order by r.id
        limit @rows
        """;

    private const string CountAll =
        $"""
        select count(*)
        from partnerships r
        where {Filters}
        """;
}
