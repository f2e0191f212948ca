using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Http;

/// <summary>
/// Where the next page begins, signed. A cursor is good for the organisation, route, filters and order that it was made
/// for; anything else is 400.
/// </summary>
internal sealed class Cursors(MasterKey masterKey)
{
    private const int SignatureBytes = 16;
    private readonly byte[] key = masterKey.Derive("cursors");

    /// <summary>Reads the position after which the page begins, or null for the first page.</summary>
    public T? Read<T>(string? cursor, HttpContext context) where T : class
    {
        if (cursor is null)
        {
            return null;
        }

        try
        {
            var bytes = WebEncoders.Base64UrlDecode(cursor);
            if (bytes.Length > SignatureBytes)
            {
                var position = bytes.AsSpan(SignatureBytes);
                if (CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureBytes), Signature(position, context)))
                {
                    return JsonSerializer.Deserialize<T>(position, ApiJson.Options);
                }
            }
        }
        catch (FormatException)
        {
            // Not base64url: answered like any other cursor that we did not make.
        }

        throw new Problem(ProblemCode.InvalidCursor, Fault.In("cursor", FaultCode.WrongFormat, ("pattern", "page.next_cursor")));
    }

    public string Write<T>(T position, HttpContext context)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(position, ApiJson.Options);
        return WebEncoders.Base64UrlEncode([.. Signature(bytes, context), .. bytes]);
    }

    private byte[] Signature(ReadOnlySpan<byte> position, HttpContext context)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(context.RequestServices.GetRequiredService<CallerAccessor>().TenantId.ToByteArray());
        // Of a fixed length, so that no part of a position can pass for the end of an address.
        hmac.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(Listing(context.Request))));
        hmac.AppendData(position);
        return hmac.GetHashAndReset()[..SignatureBytes];
    }

    // What makes this list this list: everything in its address except how far we are and how much at a time.
    private static string Listing(HttpRequest request) => request.Path + "?" + string.Join('&', request.Query
        .Where(pair => pair.Key is not ("cursor" or "limit" or "include" or "fields"))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}"));
}
