using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Certificates;

/// <summary>
/// Writes what certificates say as Open Badges 3.0 (1EdTech, 2024): verifiable credentials (W3C VC Data Model 2.0) whose payload is the
/// credential itself, signed as a JWT with RS256 by the organisation's key, and a Bitstring Status List (W3C, 1.0) of those that were revoked.
/// </summary>
internal sealed class CredentialIssuing(PlatformSettings platform, MasterKey masterKey)
{
    public const string MediaType = "application/vc+jwt";

    /// <summary>How many certificates one status list has room for, and therefore how many an organisation can issue.</summary>
    public const int CertificatesMax = 131_072;

    internal const string VcContext = "https://www.w3.org/ns/credentials/v2";
    internal const string BadgeContext = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    public string PageOf(Guid certificateId) => $"{platform.PublicUrl}/c/{certificateId}";

    public string IssuerOf(Guid organisationId) => $"{platform.PublicUrl}/v1/public/issuers/{organisationId}";

    /// <summary>A new key pair of an organisation's.</summary>
    public (byte[] Public, byte[] SealedPrivate) NewKey(Guid tenantId, Guid keyId)
    {
        using var rsa = RSA.Create(2048);
        return (rsa.ExportSubjectPublicKeyInfo(), MasterKey.Seal(Sealing, rsa.ExportPkcs8PrivateKey(), Context(tenantId, keyId)));
    }

    /// <summary>The public half as others read it.</summary>
    public PublicJwk PublicHalf(IssuerRow issuer, byte[] publicKey)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(publicKey, out _);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return new PublicJwk(
            "RSA", "sig", "RS256", KeyUrl(IssuerOf(issuer.OrganisationId), issuer.KeyId), WebEncoders.Base64UrlEncode(parameters.Modulus!),
            WebEncoders.Base64UrlEncode(parameters.Exponent!));
    }

    /// <summary>Who issues.</summary>
    public IssuerProfile Profile(IssuerRow issuer) => new([VcContext, BadgeContext], IssuerOf(issuer.OrganisationId), ["Profile"], issuer.Name);

    /// <summary>The credential of a certificate, signed.</summary>
    public string Sign(IssuerRow issuer, CredentialFacts facts)
    {
        var issuerUrl = IssuerOf(issuer.OrganisationId);
        var id = $"{platform.PublicUrl}/v1/public/certificates/{facts.Id}";
        var subject = $"urn:uuid:{facts.Id}";
        var validFrom = new DateTimeOffset(facts.CompletedOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var payload = new JsonObject
        {
            ["@context"] = new JsonArray(VcContext, BadgeContext),
            ["id"] = id,
            ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
            ["name"] = facts.Title,
            ["issuer"] = new JsonObject { ["id"] = issuerUrl, ["type"] = new JsonArray("Profile"), ["name"] = issuer.Name },
            ["validFrom"] = Instant(validFrom),
            ["credentialSubject"] = new JsonObject
            {
                ["id"] = subject,
                ["type"] = new JsonArray("AchievementSubject"),
                ["achievement"] = new JsonObject
                {
                    ["id"] = $"{issuerUrl}/achievements/{facts.Code}-{facts.CurriculumVersion}",
                    ["type"] = new JsonArray("Achievement"),
                    ["achievementType"] = "Certificate",
                    ["name"] = facts.Title,
                    ["description"] = facts.Title,
                    ["creditsAvailable"] = facts.Hours,
                    ["criteria"] = new JsonObject { ["narrative"] = $"Took part in all of a training of {facts.Hours} h: {string.Join(", ", facts.Topics)}." },
                },
            },
            ["credentialStatus"] = new JsonObject
            {
                ["id"] = $"{issuerUrl}/status-list#{facts.StatusIndex}",
                ["type"] = "BitstringStatusListEntry",
                ["statusPurpose"] = "revocation",
                ["statusListIndex"] = $"{facts.StatusIndex}",
                ["statusListCredential"] = $"{issuerUrl}/status-list",
            },
            ["iss"] = issuerUrl,
            ["jti"] = id,
            ["sub"] = subject,
            ["nbf"] = validFrom.ToUnixTimeSeconds(),
        };
        if (facts.ValidUntil is { } until)
        {
            // Good through that day.
            var end = new DateTimeOffset(until.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            payload["validUntil"] = Instant(end);
            payload["exp"] = end.ToUnixTimeSeconds();
        }

        return Sign(issuer, payload);
    }

    /// <summary>The list of those that were revoked, signed: a bit for each certificate that there may be.</summary>
    public string SignStatusList(IssuerRow issuer, IEnumerable<int> revoked, DateTimeOffset now)
    {
        var url = $"{IssuerOf(issuer.OrganisationId)}/status-list";
        return Sign(issuer, new JsonObject
        {
            ["@context"] = new JsonArray(VcContext),
            ["id"] = url,
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["issuer"] = IssuerOf(issuer.OrganisationId),
            ["validFrom"] = Instant(now),
            ["credentialSubject"] = new JsonObject
            {
                ["id"] = $"{url}#list", ["type"] = "BitstringStatusList", ["statusPurpose"] = "revocation", ["encodedList"] = Encode(revoked),
            },
            ["iss"] = IssuerOf(issuer.OrganisationId),
            ["jti"] = url,
            ["sub"] = $"{url}#list",
            ["nbf"] = now.ToUnixTimeSeconds(),
        });
    }

    /// <summary>The bits as they travel: the first is the highest of the first byte; zipped, in base64url, marked "u" (multibase).</summary>
    public static string Encode(IEnumerable<int> revoked)
    {
        var bits = new byte[CertificatesMax / 8];
        foreach (var index in revoked)
        {
            bits[index / 8] |= (byte)(0x80 >> (index % 8));
        }

        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bits);
        }

        return "u" + WebEncoders.Base64UrlEncode(zipped.ToArray());
    }

    /// <summary>Places in the list to try for a new certificate: chosen by chance, so that a place tells nothing of when it was issued.</summary>
    public static int[] SomePlaces() =>
        [.. Enumerable.Range(0, 64).Select(_ => (int)(BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4)) % CertificatesMax))];

    private string Sign(IssuerRow issuer, JsonObject payload)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(
            MasterKey.Open(Sealing, issuer.SealedPrivateKey, Context(issuer.OrganisationId, issuer.KeyId)), out _);
        var key = new RsaSecurityKey(rsa)
        {
            KeyId = KeyUrl(IssuerOf(issuer.OrganisationId), issuer.KeyId), CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            payload.ToJsonString(), new SigningCredentials(key, SecurityAlgorithms.RsaSha256), new Dictionary<string, object> { ["typ"] = "vc+jwt" });
    }

    private static string KeyUrl(string issuerUrl, Guid keyId) => $"{issuerUrl}/keys/{keyId}";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private byte[] Sealing => masterKey.Derive("credential keys");

    private static string Context(Guid tenantId, Guid keyId) => $"{tenantId}|credential_keys.sealed_private_key|{keyId}";
}

/// <summary>An organisation that issues credentials, with its key.</summary>
internal sealed record IssuerRow(Guid OrganisationId, string Name, Guid KeyId, byte[] SealedPrivateKey);

/// <summary>What a credential says.</summary>
internal sealed record CredentialFacts(
    Guid Id, string Title, string Code, long CurriculumVersion, double Hours, string[] Topics, DateOnly CompletedOn, DateOnly? ValidUntil,
    int StatusIndex);
