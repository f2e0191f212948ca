using System.Runtime.CompilerServices;
using Npgsql;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Database;

/// <summary>
/// The one door to an organisation's data partition. It tells each transaction whose rows it may touch and supplies
/// <c>@tenantId</c>; without a caller who belongs to an organisation it does not open.
/// </summary>
internal sealed class TenantDatabase(CallerAccessor callers, DataSources dataSources) : DatabaseDoor
{
    // What is read as fast as somebody takes it may take longer than any other statement.
    private static readonly SqlCall AllowSlowReading = new("call allow_slow_reading()", null);

    /// <summary>
    /// Rows one by one as they are taken, in a read-only transaction of its own. It begins with the first row and holds a
    /// connection to the last, so that only a few may read at once; whoever comes too many waits, and then is asked to come again.
    /// </summary>
    public async IAsyncEnumerable<T> Stream<T>(
        string sql, object? values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var turns = dataSources.SlowReaders;
        if (!await turns.WaitAsync(TimeSpan.FromSeconds(5), cancellationToken))
        {
            throw new Problem(ProblemCode.Unavailable) { RetryAfter = TimeSpan.FromSeconds(30) };
        }

        try
        {
            await using var answers = await AskReadOnly([AllowSlowReading, new SqlCall(sql, values)], cancellationToken);
            await foreach (var row in answers.Rows<T>(cancellationToken))
            {
                yield return row;
            }
        }
        finally
        {
            turns.Release();
        }
    }

    protected override NpgsqlDataSource DataSource => dataSources.Of(callers.Caller.Placement);

    protected override Guid TenantId => callers.Caller.TenantId == Caller.PlatformTenant
        ? throw new InvalidOperationException("This caller belongs to no organisation: use PlatformDatabase.")
        : callers.Caller.TenantId;
}
