using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Interventions;
using SafeZones.Domain.Languages;
using SafeZones.Domain.OpeningTimes;

namespace SafeZones.Api.Platform.Http;

/// <summary>A text by language: tags that exist, texts of 1 to 200 characters on one line.</summary>
internal sealed class TranslatedTextAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var texts = (IReadOnlyDictionary<string, string?>)((IReadOnlyDictionary<string, string>)value)
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        Translations.ParseOrDefault(texts, out var faults);
        return faults.Select(fault => new Fault(fault.Code)
        {
            Pointer = fault.Tag is null ? "" : "/" + JsonFaults.Escape(fault.Tag),
            Sentence = fault.Sentence,
        });
    }

    public override void Describe(OpenApiSchema schema)
    {
        schema.MinProperties = 1;
        schema.MaxProperties = Translations.TagsMax;
        schema.AdditionalProperties = new OpenApiSchema
        {
            Type = schema.AdditionalProperties!.Type, MinLength = 1, MaxLength = Translations.TextLengthMax,
        };
    }
}

/// <summary>BCP 47 tags that exist.</summary>
internal sealed class LanguageTagsAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) => ((IReadOnlyList<string>)value)
        .Select((tag, index) => (tag, index))
        .Where(item => !LanguageTag.Exists(item.tag))
        .Select(item => Fault.At($"/{item.index}", FaultCode.UnknownLanguage));
}

/// <summary>A BCP 47 tag that exists.</summary>
internal sealed class LanguageAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) =>
        LanguageTag.Exists((string)value) ? [] : [Fault.At("", FaultCode.UnknownLanguage)];
}

/// <summary>A text that is read on one line: no line breaks, nothing that turns the direction of what follows.</summary>
internal sealed class OneLineAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) =>
        OneLineText.NormaliseOrDefault((string)value) is { } text && (text.Length == 0 || !OneLineText.IsBlank(text))
            ? []
            : [Fault.At("", FaultCode.InvalidText)];
}

/// <summary>ISO 3166-1 alpha-2.</summary>
internal sealed class CountryAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) =>
        CountryCode.Exists((string)value) ? [] : [Fault.At("", FaultCode.UnknownCountry)];

    public override void Describe(OpenApiSchema schema) => schema.Pattern = "^[A-Z]{2}$";
}

/// <summary>An IANA time zone.</summary>
internal sealed class TimeZoneAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) =>
        TimeZoneName.Exists((string)value) ? [] : [Fault.At("", FaultCode.UnknownTimeZone)];
}

/// <summary>Opening hours that we can answer for.</summary>
internal sealed class OpeningHoursSyntaxAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        OpeningHours.ParseOrDefault((string)value, out var fault);
        return fault is null
            ? []
            : [Fault.At("", FaultCode.InvalidOpeningHours, ("position", fault.Position + 1), ("expected", fault.Expected))];
    }
}

/// <summary>Short lower-case words joined by underscores, each once.</summary>
internal sealed partial class TokensAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var seen = new HashSet<string>();
        return ((IReadOnlyList<string>)value)
            .Select((token, index) => (token, index))
            .Where(item => !IsToken(item.token) || !seen.Add(item.token))
            .Select(item => Fault.At($"/{item.index}", FaultCode.WrongFormat, ("pattern", "lower_case_words, each once")));
    }

    public override void Describe(OpenApiSchema schema)
    {
        schema.UniqueItems = true;
        schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z][a-z0-9_]{0,39}$" };
    }

    public static bool IsToken(string text) => Token().IsMatch(text);

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}

/// <summary>Ids in other systems: a source of lower-case letters, an id of 1 to 200 characters.</summary>
internal sealed partial class ExternalIdsAttribute(int most) : MemberRule
{
    public const int IdCharactersMax = 200;

    public override IEnumerable<Fault> Faults(object value)
    {
        var ids = (IReadOnlyDictionary<string, string>)value;
        if (ids.Count > most)
        {
            return [Fault.At("", FaultCode.TooMany, ("most", most))];
        }

        return ids.Where(pair => !IsSource(pair.Key) || !IsId(pair.Value)).Select(pair => Fault.At(
            "/" + JsonFaults.Escape(pair.Key), FaultCode.WrongFormat,
            ("pattern", $"source: a-z, 0-9 and _ (at most 40); id: 1 to {IdCharactersMax} characters")));
    }

    public static bool IsSource(string text) => Source().IsMatch(text);

    public static bool IsId(string text) =>
        text.Length is > 0 and <= IdCharactersMax && !text.Any(char.IsControl) && text.Trim() == text;

    public override void Describe(OpenApiSchema schema)
    {
        schema.MaxProperties = most;
        schema.AdditionalProperties = new OpenApiSchema
        {
            Type = schema.AdditionalProperties!.Type, MinLength = 1, MaxLength = IdCharactersMax,
        };
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Source();
}

/// <summary>An address of the web that something can be appended to: https, and nobody's name or password in it.</summary>
internal sealed class HttpsAddressAttribute : MemberRule
{
    private const int CharactersMax = 200;

    public override IEnumerable<Fault> Faults(object value) =>
        (string)value is { Length: <= CharactersMax } text && text.StartsWith("https://", StringComparison.Ordinal)
        && text.All(letter => letter is > ' ' and <= '~' and not ('"' or '<' or '>' or '\\'))
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Host.Contains('.', StringComparison.Ordinal)
            ? []
            : [Fault.At("", FaultCode.WrongFormat, ("pattern", $"https://…, ASCII, 1–{CharactersMax}"))];
}

/// <summary>A colour on which white can be read, written as <c>#rrggbb</c>.</summary>
internal sealed class BrandColourAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var colour = (string)value;
        if (!BrandColour.IsWritten(colour))
        {
            yield return Fault.At("", FaultCode.WrongFormat, ("pattern", "#rrggbb"));
        }
        else if (BrandColour.OnWhite(colour) is < BrandColour.ContrastLeast and var contrast)
        {
            // Rounded down, so that what is not enough does not look so.
            yield return Fault.At("", FaultCode.TooPale, ("contrast", Math.Floor(contrast * 10) / 10), ("least", BrandColour.ContrastLeast));
        }
    }

    public override void Describe(OpenApiSchema schema) => schema.Pattern = "^#[0-9a-fA-F]{6}$";
}

/// <summary>A day from 1900 on.</summary>
internal sealed class CalendarDayAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) =>
        ((DateOnly)value).Year < 1900 ? [Fault.At("", FaultCode.DateTooEarly)] : [];
}

/// <summary>A day from 1900 to today, wherever on Earth today is.</summary>
internal sealed class PastDateAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var day = (DateOnly)value;
        if (day.Year < 1900)
        {
            yield return Fault.At("", FaultCode.DateTooEarly);
        }
        else if (day > DateOnly.FromDateTime(WallClock.Time.GetUtcNow().UtcDateTime.AddHours(14)))
        {
            yield return Fault.At("", FaultCode.DateInFuture);
        }
    }
}

/// <summary>An instant from 1900 to now; a clock may go five minutes fast.</summary>
internal sealed class PastInstantAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var at = (DateTimeOffset)value;
        if (at.Year < 1900)
        {
            yield return Fault.At("", FaultCode.DateTooEarly);
        }
        else if (at > WallClock.Time.GetUtcNow().AddMinutes(5))
        {
            yield return Fault.At("", FaultCode.DateInFuture);
        }
    }
}

/// <summary>A free text that does not tell who anybody is.</summary>
internal sealed class NoIdentifiersAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var text = (string)value;
        return text.Any(character => char.IsControl(character) && character != '\n')
            ? [Fault.At("", FaultCode.InvalidText)]
            : Identifiers.In(text).Select(kind => Fault.At("", kind switch
            {
                IdentifierKind.PhoneNumber => FaultCode.HoldsPhoneNumber,
                IdentifierKind.EmailOrHandle => FaultCode.HoldsEmailOrHandle,
                IdentifierKind.WebAddress => FaultCode.HoldsWebAddress,
                _ => FaultCode.HoldsDocumentNumber,
            }));
    }
}
