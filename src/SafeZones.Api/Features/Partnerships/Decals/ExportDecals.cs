using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator takes the decals along as a table, as a printer or a stocktaking needs it.</summary>
public static class ExportDecals
{
    private static readonly List<CsvColumn<Decal>> Columns = CsvColumns.Of<Decal>();

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/decals/export", Endpoint)
        .Requires(Permission.CreateExports)
        .Describe(nameof(ExportDecals), "Export decals as CSV", """
            All of them, in the order of their serials. The audit trail gets an entry. A connection that breaks off before the end is
            the sign that the table is not whole.
            """)
        .GivesText<string>("text/csv", CsvText.Of(Columns, Decal.Example));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, IMediator mediator, CancellationToken cancellationToken)
    {
        return new CsvReply<Decal>(await mediator.Send(new Command(parameters), cancellationToken), Columns, parameters);
    }

    /// <summary>Which decals.</summary>
    internal sealed record Parameters : CsvParameters
    {
        /// <summary>Any of these states.</summary>
        [FromQuery(Name = "state")]
        public Choices<DecalState>? State { get; init; }
    }

    internal sealed record Command(Parameters Parameters) : ICommand<CsvFile<Decal>>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, CsvFile<Decal>>
    {
        public Task<CsvFile<Decal>> Handle(Command command, CancellationToken cancellationToken)
        {
            // Who took what is written before the first row is read.
            audit.Record("decal", null, Columns.Select(column => column.Name));
            var today = TimeZoneName.DayOf(clock.GetUtcNow(), callers.Caller.Organisation.TimeZone);
            return Task.FromResult(new CsvFile<Decal>(
                $"decals-{today:yyyy-MM-dd}.csv",
                database.Stream<Decal>(SelectAll, new { states = command.Parameters.State?.Values }, cancellationToken)));
        }
    }

    // By their serials, which are unique, so that the first row comes at once.
    private const string SelectAll =
        $"""
        select {Decal.Columns}
        from decals d
        where d.tenant_id = @tenantId and (@states::decal_state[] is null or d.state = any(@states))
        order by d.serial
        """;
}
