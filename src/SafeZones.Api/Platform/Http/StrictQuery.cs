using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>
/// What a route's query string may hold, read off the parameters of its endpoint. Anything else is refused by name
/// before the endpoint is called: unknown, repeated, malformed or out of its range.
/// </summary>
internal sealed class StrictQuery
{
    private const int CharactersMax = 2_000;

    private readonly Dictionary<string, Parameter> parameters = new(StringComparer.Ordinal);

    private StrictQuery(MethodInfo endpoint)
    {
        foreach (var parameter in endpoint.GetParameters())
        {
            if (parameter.GetCustomAttribute<AsParametersAttribute>() is null)
            {
                Add(parameter, parameter.Name!, parameter.ParameterType);
                continue;
            }

            foreach (var property in parameter.ParameterType.GetProperties())
            {
                Add(property, property.Name, property.PropertyType);
            }
        }
    }

    /// <summary>The names that the route knows.</summary>
    public IReadOnlyCollection<string> Names => parameters.Keys;

    /// <summary>Guards every route of the group, those included that are mapped later.</summary>
    public static void Guard(IEndpointConventionBuilder group) => group.Finally(endpoint =>
    {
        if (endpoint.Metadata.OfType<MethodInfo>().LastOrDefault() is { } method)
        {
            endpoint.Metadata.Add(new StrictQuery(method));
        }
    });

    /// <summary>Runs after authorisation, so that a stranger learns nothing about parameters.</summary>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StrictQuery>() is { } known
            && (context.Request.QueryString.HasValue || known.parameters.Count > 0))
        {
            Problem.ThrowIfAny([.. Undecodable(context.Request.QueryString.Value)]);
            Problem.ThrowIfAny([.. known.Faults(context.Request.Query)]);
        }

        return next(context);
    }

    private static IEnumerable<Fault> Undecodable(string? query)
    {
        if (query is null || PercentEncoding.IsSound(query))
        {
            yield break;
        }

        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (!PercentEncoding.IsSound($"{pair.EncodedName}={pair.EncodedValue}"))
            {
                yield return Fault.In($"{pair.DecodeName()}", FaultCode.InvalidText);
            }
        }
    }

    private IEnumerable<Fault> Faults(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            if (!parameters.TryGetValue(name, out var parameter))
            {
                yield return Fault.In(name, FaultCode.UnknownParameter, ("known", string.Join(", ", parameters.Keys)));
            }
            else if (values.Count != 1)
            {
                yield return Fault.In(name, FaultCode.DuplicateParameter);
            }
            else if (values[0] is not { Length: > 0 and <= CharactersMax } text || text.Any(char.IsControl))
            {
                yield return Fault.In(name, FaultCode.InvalidText);
            }
            else if (parameter.Parse(text) is not { } value)
            {
                yield return Fault.In(name, FaultCode.WrongFormat, ("pattern", parameter.Format));
            }
            else if (parameter.Rules.FirstOrDefault(rule => !rule.IsValid(value)) is { } broken)
            {
                yield return Broken(name, broken);
            }
        }
    }

    private static Fault Broken(string name, ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => Fault.In(name, FaultCode.OutOfRange, ("least", range.Minimum), ("most", range.Maximum)),
        AllowedValuesAttribute allowed => Fault.In(name, FaultCode.NotOneOf, ("allowed", string.Join(", ", allowed.Values))),
        StringLengthAttribute length => Fault.In(name, FaultCode.TooLong, ("most", length.MaximumLength)),
        _ => Fault.In(name, FaultCode.WrongFormat, ("pattern", rule.ErrorMessage ?? rule.GetType().Name)),
    };

    private void Add(ICustomAttributeProvider member, string name, Type declared)
    {
        var query = member.GetCustomAttributes(typeof(FromQueryAttribute), false).OfType<FromQueryAttribute>().FirstOrDefault();
        if (query is null)
        {
            return;
        }

        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        parameters.Add(
            query.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(name),
            new Parameter(
                ParserOf(type),
                type == typeof(DateOnly) ? "YYYY-MM-DD, 1900 or later"
                    : type.GetProperty("Format", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string
                    ?? type.Name.ToLowerInvariant(),
                [.. member.GetCustomAttributes(typeof(ValidationAttribute), false).Cast<ValidationAttribute>()]));
    }

    private static Func<string, object?> ParserOf(Type type) => type == typeof(string)
        ? text => text
        : type == typeof(DateOnly) ? Day
        : typeof(StrictQuery).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).CreateDelegate<Func<string, object?>>();

    private static object? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1900
            ? day
            : null;

    private static object? Parse<T>(string text) where T : IParsable<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    private sealed record Parameter(Func<string, object?> Parse, string Format, ValidationAttribute[] Rules);
}
