using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Organisations;

/// <summary>The organisation's sign, as its pages show it.</summary>
/// <param name="Svg">An SVG of which only shapes, colours and texts are left.</param>
/// <param name="Version">That of the organisation: in quotes it is the ETag, and what If-Match wants.</param>
public sealed record Logo(string Svg, long Version) : IVersioned
{
    internal static Logo Example { get; } = new(
        """<svg viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg"><circle cx="5" cy="5" r="4" fill="#0b4f9e" /></svg>""", 2);
}
