using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>
/// What schemas are called: a client's types get these names, so they do not change. Venue is what is answered,
/// VenueBody what is sent, VenuePatch what a merge patch may hold, VenuePage a page of a list.
/// </summary>
internal static class SchemaNames
{
    private const string Sent = "Body";

    public static string Of(Type type, Usage usage)
    {
        var name = Stem(type);
        var isBody = name.EndsWith(Sent, StringComparison.Ordinal);
        return usage switch
        {
            _ when type.IsEnum => name,
            Usage.Sent => isBody ? name : name + Sent,
            Usage.Patched => (isBody ? name[..^Sent.Length] : name) + "Patch",
            _ => name,
        };
    }

    private static string Stem(Type type)
    {
        if (type == typeof(ProblemBody))
        {
            return "Problem";
        }

        if (type == typeof(FaultBody))
        {
            return "Fault";
        }

        var name = (type.DeclaringType?.Name ?? "") + type.Name.Split('`')[0];
        return string.Concat(type.GetGenericArguments().Select(Stem)) + name;
    }
}
