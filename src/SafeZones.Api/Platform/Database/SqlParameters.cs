using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace SafeZones.Api.Platform.Database;

/// <summary>
/// The values that a handler passes as <c>new { venueId, … }</c>. Each parameter carries the type of its property,
/// also when it is null: a statement keeps one set of types and so stays prepared.
/// </summary>
internal sealed class SqlParameters(object? values, Guid tenantId)
{
    private const string TenantId = "tenantId";

    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Properties = new();

    private readonly Dictionary<string, PropertyInfo>? properties = values is null
        ? null
        : Properties.GetOrAdd(values.GetType(), PropertiesOf);

    public void Bind(SqlStatement statement, NpgsqlParameterCollection parameters)
    {
        foreach (var name in statement.Parameters)
        {
            if (name == TenantId)
            {
                parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            }
            else if (properties is not null && properties.TryGetValue(name, out var property))
            {
                parameters.Add(Typed(property.PropertyType, property.GetValue(values)));
            }
            else
            {
                throw new InvalidOperationException($"The statement names @{name}, which nobody passed.");
            }
        }
    }

    private static Dictionary<string, PropertyInfo> PropertiesOf(Type type)
    {
        var properties = type.GetProperties().ToDictionary(property => property.Name);
        return properties.ContainsKey(TenantId)
            ? throw new InvalidOperationException("@tenantId is supplied by the database door; a handler does not pass it.")
            : properties;
    }

    private static NpgsqlParameter Typed(Type declared, object? value)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var parameter = new NpgsqlParameter { Value = value is JsonText json ? json.Value : value ?? DBNull.Value };
        if (type.IsEnum)
        {
            parameter.DataTypeName = TypeName(type);
        }
        else if (type.GetElementType() is { IsEnum: true } element)
        {
            parameter.DataTypeName = TypeName(element) + "[]";
        }
        else
        {
            parameter.NpgsqlDbType = DbTypes.TryGetValue(type, out var known)
                ? known
                : throw new InvalidOperationException($"No SQL type is known for {type.Name}.");
        }

        return parameter;
    }

    /// <summary>The PostgreSQL enum that holds a Domain enum: VenueCategory is venue_category.</summary>
    public static string TypeName(Type word) => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.Name);

    private static readonly Dictionary<Type, NpgsqlDbType> DbTypes = new()
    {
        [typeof(string)] = NpgsqlDbType.Text,
        [typeof(Guid)] = NpgsqlDbType.Uuid,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(double)] = NpgsqlDbType.Double,
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(DateTimeOffset)] = NpgsqlDbType.TimestampTz,
        [typeof(DateOnly)] = NpgsqlDbType.Date,
        [typeof(byte[])] = NpgsqlDbType.Bytea,
        [typeof(BitArray)] = NpgsqlDbType.Bit,
        [typeof(JsonText)] = NpgsqlDbType.Jsonb,
        [typeof(string[])] = NpgsqlDbType.Array | NpgsqlDbType.Text,
        [typeof(Guid[])] = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        [typeof(int[])] = NpgsqlDbType.Array | NpgsqlDbType.Integer,
        [typeof(double[])] = NpgsqlDbType.Array | NpgsqlDbType.Double,
    };
}
