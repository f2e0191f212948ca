namespace SafeZones.Domain;

/// <summary>A rule says no.</summary>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Sentence">One sentence for people.</param>
public sealed record Refusal(string Code, string Sentence);
