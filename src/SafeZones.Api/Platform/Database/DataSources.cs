using Npgsql;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.Database;

/// <summary>Where the partitions lie. Every connection of the process comes from here.</summary>
internal sealed class DataSources : IAsyncDisposable
{
    private readonly NpgsqlDataSource shared;

    public DataSources(DatabaseSettings settings, ILoggerFactory logging)
    {
        shared = Build(settings.App, settings.PoolSize, logging);
        SlowReaders = new SemaphoreSlim(Math.Max(1, settings.PoolSize / 4));
        Platform = Build(settings.Platform, Math.Max(2, settings.PoolSize / 2), logging);
    }

    public NpgsqlDataSource Platform { get; }

    /// <summary>The turns of those who hold a connection for as long as they read: a quarter of them at once.</summary>
    public SemaphoreSlim SlowReaders { get; }

    /// <summary>The pool for the shared placement; a dedicated one will have a data source of its own here.</summary>
    public NpgsqlDataSource Of(Placement placement) => placement switch
    {
        Placement.Shared => shared,
        _ => throw new NotSupportedException($"The placement {placement} is not available in this installation."),
    };

    private static NpgsqlDataSource Build(string connectionString, int poolSize, ILoggerFactory logging)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName = "safezones";
        settings.MaxPoolSize = poolSize;
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        // Safe only because no session state is ever set; a guarantee reads every source file for that.
        settings.NoResetOnClose = true;
        settings.Timeout = 10;
        settings.CommandTimeout = 15;
        builder.UseLoggerFactory(logging);
        foreach (var word in Words.All)
        {
            builder.MapEnum(word, SqlParameters.TypeName(word));
        }

        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await shared.DisposeAsync();
        await Platform.DisposeAsync();
        SlowReaders.Dispose();
    }
}
