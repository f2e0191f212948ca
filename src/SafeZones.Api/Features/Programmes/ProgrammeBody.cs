using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Programmes;

/// <summary>What of a programme can be changed.</summary>
public sealed record ProgrammeBody : IConsistent
{
    internal const int CodewordCharactersMax = 50;
    internal const int HotlineCharactersMax = 40;

    /// <summary>Its name, by language (BCP 47).</summary>
    [TranslatedText]
    public required IReadOnlyDictionary<string, string> Name { get; init; }

    /// <summary>The word by which somebody asks for help at a venue, where there is one.</summary>
    [StringLength(CodewordCharactersMax, MinimumLength = 1), OneLine]
    public string? Codeword { get; init => field = value?.Trim(); }

    /// <summary>
    /// Whether the sticker's page and the offline pack tell everybody that word; without it, only venues learn it: <c>false</c> unless
    /// said otherwise.
    /// </summary>
    public bool CodewordIsPublic { get; init; }

    /// <summary>Whom somebody in need may call: a telephone number with its country code, kept as E.164 and shown to everybody.</summary>
    [StringLength(HotlineCharactersMax), Telephone]
    public string? Hotline { get; init => field = value is null ? null : TelephoneNumber.E164OrDefault(value) ?? value; }

    /// <summary>What it asks of venues, and how carefully it speaks of them.</summary>
    [Policy]
    public required ProgrammePolicy Policy { get; init; }

    /// <summary>Its first day.</summary>
    [CalendarDay]
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Its last day.</summary>
    [CalendarDay]
    public DateOnly? ValidUntil { get; init; }

    IEnumerable<Fault> IConsistent.Contradictions() =>
        ValidUntil < ValidFrom ? [Fault.At("/valid_until", FaultCode.DatesReversed)] : [];
}

/// <summary>A policy that can be used: Domain's rules, each at its knob.</summary>
internal sealed class PolicyAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) => ((ProgrammePolicy)value).Refusals().Select(refusal =>
        refusal is { Least: { } least, Most: { } most }
            ? Fault.At($"/{refusal.Knob}", FaultCode.OutOfRange, ("least", least), ("most", most))
            : new Fault(refusal.Code) { Pointer = $"/{refusal.Knob}", Sentence = refusal.Sentence });
}
