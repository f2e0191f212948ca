using System.Text.Json;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Domain;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>Sentences of the document that follow from the code.</summary>
internal static class Sentences
{
    /// <summary>ServiceAccounts is "Service accounts".</summary>
    public static string Words(string name)
    {
        var words = JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Who may call it: the roles, and the scopes for machines.</summary>
    public static string Callers(Permission permission)
    {
        if (permission == Permission.Anyone)
        {
            return "Open to everybody; needs no token.";
        }

        if (permission == Permission.HoldLink)
        {
            return "For a venue that holds an action link for it; the link is all that it needs.";
        }

        var roles = Enum.GetValues<MemberRole>().Where(role => Rights.Of(role).Contains(permission))
            .Select(role => ApiJson.Word(role));
        var scopes = Scopes(permission).Select(scope => $"`{scope}`").ToList();
        return $"Roles: {string.Join(", ", roles)}. "
            + (scopes.Count == 0 ? "No scope grants it." : $"Scopes, any of them: {string.Join(", ", scopes)}.");
    }

    /// <summary>The scopes of which each grants the permission.</summary>
    public static IEnumerable<string> Scopes(Permission permission) =>
        Rights.Scopes.Where(scope => Rights.Of([scope]).Contains(permission));

    /// <summary>What a scope grants.</summary>
    public static string Scope(string scope)
    {
        var granted = Rights.Of([scope]).Order().Select(permission => Words(permission.ToString()).ToLowerInvariant()).ToList();
        return granted.Count == 0 ? "Grants nothing yet." : $"May {string.Join(", ", granted)}.";
    }

    /// <summary>What a part of a path stands for, by its name.</summary>
    public static string PathParameter(string name) => name.EndsWith("Id", StringComparison.Ordinal) && name != "externalId"
        ? $"Id of the {Words(name[..^2]).ToLowerInvariant()}."
        : name switch
        {
            "source" => "The other system, such as `osm`.",
            "externalId" => "The id there, percent-encoded.",
            "code" => "The code that is printed on a decal.",
            "token" => "The secret at the end of the address that was shown once.",
            "certificate" => "The id of a certificate, as its address has it.",
            "issuer" => "The id of the organisation that issued it.",
            "key" => "The id of a key, as `kid` has it.",
            "slug" => "The `public_slug` of a programme.",
            _ => throw new InvalidOperationException($"Say in {nameof(Sentences)} what the path parameter {name} is."),
        };
}
