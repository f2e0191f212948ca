namespace SafeZones.Api.Platform.Http;

/// <summary>Metadata of a route whose body is no JSON: its bytes are the endpoint's to judge.</summary>
/// <param name="BytesMax">The largest that is taken.</param>
internal sealed record RawBody(int BytesMax);
