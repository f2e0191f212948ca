using Npgsql;
using NpgsqlTypes;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Bench.Limit;

/// <summary>
/// The API's statements with a typed parameter for each place, found by name once at the start: a request only makes
/// the parameters. A statement that gains a parameter which the limit does not know stops it.
/// </summary>
internal sealed class Statements<T>
{
    private readonly (string Text, Func<T, NpgsqlParameter>[] Parameters)[] statements;

    public Statements(IEnumerable<string> constants, Dictionary<string, Func<T, NpgsqlParameter>> known)
    {
        statements = [.. constants.SelectMany(SqlText.Statements).Select(statement => (
            statement.Text,
            statement.Parameters.Select(name => known.TryGetValue(name, out var parameter)
                ? parameter
                : throw new InvalidOperationException($"The API's SQL names @{name}; teach the limit.")).ToArray()))];
    }

    public void AddTo(NpgsqlBatch batch, T values)
    {
        foreach (var (text, parameters) in statements)
        {
            var command = new NpgsqlBatchCommand(text);
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter(values));
            }

            batch.BatchCommands.Add(command);
        }
    }
}

/// <summary>Typed parameters by position.</summary>
internal static class Value
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    public static NpgsqlParameter Of<T>(T value, NpgsqlDbType type) =>
        new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type };

    public static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };

    public static NpgsqlParameter Null(string typeName) => new() { Value = DBNull.Value, DataTypeName = typeName };

    public static NpgsqlParameter Of(double? value) =>
        value is { } number ? Of(number) : Null(NpgsqlDbType.Double);
}
