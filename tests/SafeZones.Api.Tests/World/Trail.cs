using System.Net;

namespace SafeZones.Api.Tests.World;

/// <summary>The audit trail as an auditor reads it.</summary>
internal static class Trail
{
    /// <summary>Each entry on a thing, oldest first: "patch_chain chain(name)".</summary>
    public static async Task<IReadOnlyList<string>> TrailOf(this Organisation organisation, Guid entityId)
    {
        var auditor = await organisation.Member("auditor");
        var trail = (await auditor.Get($"/v1/audit?entity_id={entityId}")).Expect(HttpStatusCode.OK);
        return [.. trail.Data.Reverse().Select(entry => $"{entry["action"]} {entry["entity"]}({string.Join(", ", entry["fields"]!.AsArray())})")];
    }
}
