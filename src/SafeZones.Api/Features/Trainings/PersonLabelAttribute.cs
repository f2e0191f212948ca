using Microsoft.OpenApi;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A venue's own label for a person.</summary>
internal sealed class PersonLabelAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) =>
        PersonRef.IsLabel((string)value) ? [] : [Fault.At("", FaultCode.NameInsteadOfLabel)];

    public override void Describe(OpenApiSchema schema) => schema.Pattern = PersonRef.Pattern;
}

/// <summary>Labels of several, each once.</summary>
internal sealed class PersonLabelsAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value)
    {
        var seen = new HashSet<string>();
        return ((IReadOnlyList<string>)value).Index()
            .Select(one => !PersonRef.IsLabel(one.Item) ? Fault.At($"/{one.Index}", FaultCode.NameInsteadOfLabel)
                : seen.Add(one.Item) ? null
                : Fault.At($"/{one.Index}", FaultCode.Taken))
            .OfType<Fault>();
    }

    public override void Describe(OpenApiSchema schema)
    {
        schema.UniqueItems = true;
        schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = PersonRef.Pattern };
    }
}
