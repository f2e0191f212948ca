using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Platform.Printing;

/// <summary>What is to be printed, at its true size.</summary>
/// <param name="Content">As it is sent.</param>
[JsonShape(typeof(Stream))]
public sealed record PrintedFile(byte[] Content)
{
    internal const string Example = "%PDF-1.7 …";
}
