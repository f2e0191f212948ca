using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;

namespace SafeZones.Api.Platform.Database;

/// <summary>The results of a constant with several statements, read in the order in which they are written.</summary>
internal sealed class Answers(NpgsqlBatch batch, NpgsqlDataReader reader, NpgsqlConnection? toClose) : IAsyncDisposable
{
    private bool isFirst = true;

    public async Task<List<T>> List<T>(CancellationToken cancellationToken)
    {
        await Advance(cancellationToken);
        var rows = new List<T>();
        if (reader.FieldCount > 0)
        {
            Func<DbDataReader, T>? parse = null;
            while (await reader.ReadAsync(cancellationToken))
            {
                parse ??= reader.GetRowParser<T>();
                rows.Add(parse(reader));
            }
        }

        return rows;
    }

    /// <summary>The rows of the next result as they come, for lists that are too long to be held.</summary>
    public async IAsyncEnumerable<T> Rows<T>([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Advance(cancellationToken);
        Func<DbDataReader, T>? parse = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            parse ??= reader.GetRowParser<T>();
            yield return parse(reader);
        }
    }

    public async Task<T?> FirstOrDefault<T>(CancellationToken cancellationToken)
    {
        await Advance(cancellationToken);
        return reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken) ? reader.GetRowParser<T>()(reader) : default;
    }

    private ValueTask Advance(CancellationToken cancellationToken)
    {
        if (isFirst)
        {
            isFirst = false;
            return ValueTask.CompletedTask;
        }

        return new ValueTask(Next());

        async Task Next()
        {
            if (!await reader.NextResultAsync(cancellationToken))
            {
                throw new InvalidOperationException("The statements gave fewer results than were read.");
            }
        }
    }

    /// <summary>Reads to the end, so that the commit that travels last is known to have succeeded.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            while (await reader.NextResultAsync())
            {
            }
        }
        finally
        {
            await reader.DisposeAsync();
            await batch.DisposeAsync();
            if (toClose is not null)
            {
                await toClose.DisposeAsync();
            }
        }
    }
}
