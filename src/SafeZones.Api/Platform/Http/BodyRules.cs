using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>A rule on a member of a body that says more than true or false.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal abstract class MemberRule : Attribute
{
    /// <summary>The faults of a value that is not null; their pointers are relative to the member.</summary>
    public abstract IEnumerable<Fault> Faults(object value);

    /// <summary>As much of the rule as a schema can say.</summary>
    public virtual void Describe(OpenApiSchema schema)
    {
    }
}

/// <summary>A body whose members must agree with each other.</summary>
internal interface IConsistent
{
    /// <summary>Faults with pointers relative to this object.</summary>
    IEnumerable<Fault> Contradictions();
}

/// <summary>
/// Holds a body against the annotations of its members and collects every fault with its JSON pointer. Shape only:
/// what is required or of the wrong type was refused while reading.
/// </summary>
internal static class BodyRules
{
    private static readonly ConcurrentDictionary<Type, Member[]> Members = new();

    public static void Check(object body) => Problem.ThrowIfAny(Faults(body, ""));

    public static List<Fault> Faults(object body, string pointer)
    {
        var faults = new List<Fault>();
        foreach (var member in Members.GetOrAdd(body.GetType(), MembersOf))
        {
            if (member.Property.GetValue(body) is { } value)
            {
                Check(member, value, $"{pointer}/{member.Name}", faults);
            }
        }

        if (faults.Count == 0 && body is IConsistent consistent)
        {
            faults.AddRange(consistent.Contradictions().Select(fault => fault with { Pointer = pointer + fault.Pointer }));
        }

        return faults;
    }

    private static void Check(Member member, object value, string pointer, List<Fault> faults)
    {
        var before = faults.Count;
        faults.AddRange(Nulls(value).Select(segment => Fault.At($"{pointer}/{segment}", FaultCode.WrongType)));
        if (faults.Count > before)
        {
            return;
        }

        foreach (var rule in member.Rules)
        {
            faults.AddRange(Faults(rule, value).Select(fault => fault with { Pointer = pointer + fault.Pointer }));
        }

        if (faults.Count > before || !member.IsNested)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            var index = 0;
            foreach (var item in items)
            {
                faults.AddRange(Faults(item!, $"{pointer}/{JsonFaults.Escape(index++)}"));
            }
        }
        else
        {
            faults.AddRange(Faults(value, pointer));
        }
    }

    // The serialiser takes null for an item or for a value of a map, whatever their type says.
    private static IEnumerable<string> Nulls(object value) => value switch
    {
        IEnumerable<object?> items => items.Index().Where(item => item.Item is null).Select(item => JsonFaults.Escape(item.Index)),
        IReadOnlyDictionary<string, string?> map => map.Where(pair => pair.Value is null).Select(pair => JsonFaults.Escape(pair.Key)),
        _ => [],
    };

    private static IEnumerable<Fault> Faults(Attribute rule, object value) => rule switch
    {
        MemberRule own => own.Faults(value),
        StringLengthAttribute length => Length((string)value, length.MinimumLength, length.MaximumLength),
        LengthAttribute count => Count(((ICollection)value).Count, count.MinimumLength, count.MaximumLength),
        EmailAddressAttribute when !IsEmail((string)value) => [Fault.At("", FaultCode.InvalidEmail)],
        AllowedValuesAttribute allowed when !allowed.IsValid(value) =>
            [Fault.At("", FaultCode.NotOneOf, ("allowed", string.Join(", ", allowed.Values)))],
        RangeAttribute range when !range.IsValid(value) =>
            [Fault.At("", FaultCode.OutOfRange, ("least", range.Minimum), ("most", range.Maximum))],
        RegularExpressionAttribute pattern when !pattern.IsValid(value) =>
            [Fault.At("", FaultCode.WrongFormat, ("pattern", pattern.ErrorMessage ?? pattern.Pattern))],
        _ => [],
    };

    private static bool IsEmail(string text) => text.Length <= 254
        && System.Net.Mail.MailAddress.TryCreate(text, out var address) && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal);

    // A text of spaces is an empty text.
    private static IEnumerable<Fault> Length(string text, int least, int most)
    {
        if (text.Length > most)
        {
            yield return Fault.At("", FaultCode.TooLong, ("most", most));
        }
        else if (text.AsSpan().Trim().Length < least)
        {
            yield return Fault.At("", FaultCode.TooShort, ("least", least));
        }
    }

    private static IEnumerable<Fault> Count(int count, int least, int most)
    {
        if (count > most)
        {
            yield return Fault.At("", FaultCode.TooMany, ("most", most));
        }
        else if (count < least)
        {
            yield return Fault.At("", FaultCode.TooFew, ("least", least));
        }
    }

    private static Member[] MembersOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => new Member(
                property,
                JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
                [.. property.GetCustomAttributes().Where(rule => rule is MemberRule or ValidationAttribute)],
                IsNested(property.PropertyType)))];

    // Records of this API are looked into; texts, numbers and maps are not.
    private static bool IsNested(Type type)
    {
        var element = type.IsGenericType && type.GetGenericArguments() is [var only] ? only : type.GetElementType() ?? type;
        return element.Assembly == typeof(BodyRules).Assembly && element.IsClass;
    }

    private sealed record Member(PropertyInfo Property, string Name, Attribute[] Rules, bool IsNested);
}
