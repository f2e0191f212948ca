using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Certificates;

/// <summary>An id in a public address: everybody may ask for anybody's, and what is no id is as unknown as one that nobody has.</summary>
internal static class PublicId
{
    public static Guid Parse(string text) => Guid.TryParse(text, out var id) ? id : throw new Problem(ProblemCode.NotFound);
}
