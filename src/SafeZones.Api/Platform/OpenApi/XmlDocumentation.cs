using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>The <c>summary</c> comments of the code, as Markdown: they are the document's descriptions.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<string, XElement> members = [];

    /// <summary>Reads the files that the compiler wrote beside the assemblies.</summary>
    public XmlDocumentation(params Assembly[] assemblies)
    {
        foreach (var assembly in assemblies)
        {
            var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                members[(string)member.Attribute("name")!] = member;
            }
        }
    }

    public string OfType(Type type) => OrDefault($"T:{Id(type)}") ?? throw Missing(type.FullName);

    /// <summary>A property, or the parameter of a positional record; or a constant of an enum.</summary>
    public string OfMember(MemberInfo member)
    {
        var type = Id(member.DeclaringType!);
        return OrDefault($"{(member is FieldInfo ? 'F' : 'P')}:{type}.{member.Name}")
            ?? Text(Parameter($"T:{type}", member.Name))
            ?? throw Missing($"{type}.{member.Name}");
    }

    private string? OrDefault(string id)
    {
        if (!members.TryGetValue(id, out var member))
        {
            return null;
        }

        // Written once, where it is first said.
        return member.Element("inheritdoc")?.Attribute("cref") is { } other
            ? OrDefault(other.Value) ?? throw Missing(other.Value)
            : Text(member.Element("summary"));
    }

    private XElement? Parameter(string id, string name) =>
        members.GetValueOrDefault(id)?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == name);

    private static string? Text(XElement? element) =>
        element is null ? null : Spaces().Replace(Markdown(element), " ").Trim();

    private static string Markdown(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XElement { Name.LocalName: "see" or "seealso" } see => $"`{Name(see)}`",
                XElement { Name.LocalName: "c" or "paramref" } code => $"`{code.Attribute("name")?.Value ?? code.Value}`",
                XElement other => Markdown(other),
                XText plain => plain.Value,
                _ => "",
            });
        }

        return text.ToString();
    }

    // A client knows schemas and members by their names in JSON.
    private static string Name(XElement see)
    {
        if (see.Attribute("langword") is { } word)
        {
            return word.Value;
        }

        var reference = see.Attribute("cref")!.Value;
        var name = reference.Split('(')[0].Split('.', ':')[^1];
        return reference.StartsWith("T:", StringComparison.Ordinal) ? name : JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
    }

    private static string Id(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static InvalidOperationException Missing(string? what) => new($"{what} has no summary for the API's document.");

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
