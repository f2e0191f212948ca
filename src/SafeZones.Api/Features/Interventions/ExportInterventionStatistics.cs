using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Interventions;

/// <summary>An analyst takes the counts of a quarter along as a table.</summary>
public static class ExportInterventionStatistics
{
    private static readonly List<CsvColumn<Row>> Columns = CsvColumns.Of<Row>();

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/programmes/{programmeId:guid}/intervention-statistics/export", Endpoint)
        .Requires(Permission.ReadStatistics)
        .Describe(nameof(ExportInterventionStatistics), "Export the interventions of a quarter as CSV, counted", """
            What the counts of the quarter say, all words of all kinds in one table; `count` is empty where `is_suppressed` is true. The
            word `total` counts each intervention once. Who may read interventions exports them one by one elsewhere.
            """)
        .GivesText<string>("text/csv", CsvText.Of(Columns, Rows(InterventionStatistics.Example).First()));

    private static async Task<IResult> Endpoint(
        Guid programmeId, [AsParameters] Parameters parameters, IMediator mediator, TimeProvider clock, CancellationToken cancellationToken)
    {
        var quarter = parameters.Quarter ?? InterventionCounting.LastQuarter(clock.GetUtcNow());
        return new CsvReply<Row>(await mediator.Send(new Query(programmeId, quarter), cancellationToken), Columns, parameters);
    }

    /// <summary>Which quarter.</summary>
    internal sealed record Parameters : CsvParameters
    {
        /// <summary>The quarter in which it happened, such as <c>2026-Q3</c>; the last one that is over unless given.</summary>
        [FromQuery(Name = "quarter"), RegularExpression(InterventionCounting.QuarterPattern, ErrorMessage = "2026-Q3")]
        public string? Quarter { get; init; }
    }

    internal sealed record Query(Guid ProgrammeId, string Quarter) : IQuery<CsvFile<Row>>;

    internal sealed class Handler(TenantDatabase database, TimeProvider clock) : IRequestHandler<Query, CsvFile<Row>>
    {
        public async Task<CsvFile<Row>> Handle(Query query, CancellationToken cancellationToken)
        {
            var statistics = await InterventionCounting.Count(
                database, query.ProgrammeId, query.Quarter, InterventionCounting.Everything, clock.GetUtcNow(), cancellationToken);
            return new CsvFile<Row>(
                $"intervention-statistics-{query.Quarter}.csv",
                Rows(statistics[0], isTotal: true).Concat(statistics.SelectMany(one => Rows(one))).ToAsyncEnumerable());
        }
    }

    /// <summary>One count.</summary>
    internal sealed record Row(string Quarter, string By, string Word, long? Count, bool IsSuppressed, int SuppressionK);

    private static IEnumerable<Row> Rows(InterventionStatistics statistics, bool isTotal = false)
    {
        var counts = isTotal ? [new WordCount("total", statistics.Total)] : statistics.Counts;
        return counts.Select(count => new Row(
            statistics.Quarter, isTotal ? "" : statistics.By, count.Word, count.Count, count.Count is null, statistics.SuppressionK));
    }
}
