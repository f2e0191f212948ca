using Microsoft.OpenApi;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Members;

/// <summary>A role within an organisation: anything but operator.</summary>
internal sealed class TenantRoleAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) => value is MemberRole.Operator
        ? [Fault.At("", FaultCode.NotOneOf, ("allowed", "owner, coordinator, safeguarding, volunteer, trainer, analyst, auditor"))]
        : [];

    public override void Describe(OpenApiSchema schema) =>
        schema.Enum = [.. schema.Enum!.Where(word => (string?)word != "operator")];
}
