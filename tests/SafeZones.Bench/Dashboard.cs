using System.Text.Json.Nodes;
using Npgsql;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Bench;

/// <summary>
/// What the statements behind <c>GET /v1/dashboard</c> take PostgreSQL, as the API sends them, for an organisation of 5,000
/// venues: the sum of their execution times by <c>explain analyze</c>, the median of twenty.
/// </summary>
internal static class Dashboard
{
    public const string Name = "dashboard";
    private const int Venues = 5_000;
    private const double MillisecondsMax = 5;
    private const int Times = 20;

    public static async Task<Measurement> Measure(BenchDatabase database)
    {
        var tenantId = await database.Ask<Guid>("select id from tenant_directory where slug = 'bench-large'");
        await using var app = NpgsqlDataSource.Create(database.App);
        await using var connection = await app.OpenConnectionAsync();
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            times.Add(await Once(connection, tenantId));
        }

        var median = Measurement.Median(times);
        return new Measurement(
            Name, $"{median:F2} ms in the database for {Venues:N0} venues (bar {MillisecondsMax} ms)", median <= MillisecondsMax,
            new { database_ms = Math.Round(median, 2), venues = Venues });
    }

    private static async Task<double> Once(NpgsqlConnection connection, Guid tenantId)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var enter = new NpgsqlCommand("select set_tenant($1)", connection) { Parameters = { new() { Value = tenantId } } })
        {
            await enter.ExecuteNonQueryAsync();
        }

        var sum = 0.0;
        foreach (var statement in SqlText.Statements(GetDashboard.SelectCounts))
        {
            // Clocks within the plan would be most of what they measure.
            await using var explain = new NpgsqlCommand($"explain (analyze, timing off, format json) {statement.Text}", connection);
            foreach (var parameter in statement.Parameters)
            {
                explain.Parameters.Add(parameter switch
                {
                    "tenantId" => Limit.Value.Of(tenantId),
                    "programmeId" => Limit.Value.Null(NpgsqlTypes.NpgsqlDbType.Uuid),
                    "today" => Limit.Value.Of(DateOnly.FromDateTime(DateTime.UtcNow)),
                    _ => throw new CannotMeasure($"The API's SQL names @{parameter}; teach the benchmark."),
                });
            }

            sum += JsonNode.Parse((string)(await explain.ExecuteScalarAsync())!)![0]!["Execution Time"]!.GetValue<double>();
        }

        return sum;
    }
}
