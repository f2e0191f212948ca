using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Platform.Printing;

/// <summary>What is to be printed, at its true size.</summary>
/// <param name="Content">As it is sent.</param>
[JsonShape(typeof(string))]
public sealed record PrintedFile(byte[] Content)
{
    internal const string Example = "%PDF-1.7 …";
}

/// <summary>The same as a picture in lines and curves, for programs that draw.</summary>
/// <param name="Text">As it is sent.</param>
[JsonShape(typeof(string))]
public sealed record PrintedPicture(string Text);
