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

    private static readonly ConcurrentDictionary<Type, Dictionary<string, Func<object, NpgsqlParameter>>> Makers = new();

    private readonly Dictionary<string, Func<object, NpgsqlParameter>>? makers = values is null
        ? null
        : Makers.GetOrAdd(values.GetType(), MakersOf);

    public void Bind(SqlStatement statement, NpgsqlParameterCollection parameters)
    {
        foreach (var name in statement.Parameters)
        {
            if (name == TenantId)
            {
                parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
            }
            else if (makers is not null && makers.TryGetValue(name, out var make))
            {
                parameters.Add(make(values!));
            }
            else
            {
                throw new InvalidOperationException($"The statement names @{name}, which nobody passed.");
            }
        }
    }

    private static Dictionary<string, Func<object, NpgsqlParameter>> MakersOf(Type type)
    {
        var makers = type.GetProperties().ToDictionary(property => property.Name, MakerOf);
        return makers.ContainsKey(TenantId)
            ? throw new InvalidOperationException("@tenantId is supplied by the database door; a handler does not pass it.")
            : makers;
    }

    // Found out once for each property: a request only reads the value and writes it down, without boxing it.
    private static Func<object, NpgsqlParameter> MakerOf(PropertyInfo property)
    {
        var declared = property.PropertyType;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var maker = type == typeof(JsonText) ? nameof(Json) : declared == type ? nameof(Plain) : nameof(Optional);
        Type[] arguments = type == typeof(JsonText) ? [property.DeclaringType!, declared] : [property.DeclaringType!, type];
        return (Func<object, NpgsqlParameter>)typeof(SqlParameters)
            .GetMethod(maker, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(arguments)
            .Invoke(null, [property.GetMethod!, SqlType.Of(type)])!;
    }

    private static Func<object, NpgsqlParameter> Plain<TValues, T>(MethodInfo getter, SqlType type) where TValues : class
    {
        var get = getter.CreateDelegate<Func<TValues, T>>();
        return values => type.Parameter(get((TValues)values));
    }

    private static Func<object, NpgsqlParameter> Optional<TValues, T>(MethodInfo getter, SqlType type)
        where TValues : class where T : struct
    {
        var get = getter.CreateDelegate<Func<TValues, T?>>();
        return values => get((TValues)values) is { } value ? type.Parameter(value) : type.Null();
    }

    private static Func<object, NpgsqlParameter> Json<TValues, T>(MethodInfo getter, SqlType type) where TValues : class
    {
        var get = getter.CreateDelegate<Func<TValues, T>>();
        return values => get((TValues)values) is JsonText json ? type.Parameter(json.Value) : type.Null();
    }

    /// <summary>The PostgreSQL enum that holds a Domain enum: VenueCategory is venue_category.</summary>
    public static string TypeName(Type word) => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.Name);
}

/// <summary>How PostgreSQL knows the type of a parameter: by its own name for a word, by the driver's for the rest.</summary>
internal sealed record SqlType(string? Name, NpgsqlDbType? DbType)
{
    public static SqlType Of(Type type) =>
        type.IsEnum ? new SqlType(SqlParameters.TypeName(type), null)
        : type.GetElementType() is { IsEnum: true } element ? new SqlType(SqlParameters.TypeName(element) + "[]", null)
        : DbTypes.TryGetValue(type, out var known) ? new SqlType(null, known)
        : throw new InvalidOperationException($"No SQL type is known for {type.Name}.");

    public NpgsqlParameter Parameter<T>(T value) =>
        value is null ? Null() : Typed(new NpgsqlParameter<T> { TypedValue = value });

    public NpgsqlParameter Null() => Typed(new NpgsqlParameter { Value = DBNull.Value });

    private NpgsqlParameter Typed(NpgsqlParameter parameter)
    {
        if (DbType is { } known)
        {
            parameter.NpgsqlDbType = known;
        }
        else
        {
            parameter.DataTypeName = Name;
        }

        return parameter;
    }

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
