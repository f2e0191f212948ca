using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Members;

/// <summary>The areas that a member looks after: an array, whose ids no foreign key can check.</summary>
internal static class MemberAreas
{
    /// <summary>The statement that finds which of them there are; read its answer with <see cref="RefuseMissing"/>.</summary>
    public static SqlCall Select(IEnumerable<Guid> areaIds) => new(SelectAreas, new { areaIds = areaIds.ToArray() });

    /// <summary>Names each id that is no area of the organisation; one that was there before may since have gone.</summary>
    public static async Task RefuseMissing(
        this Answers answers, IReadOnlyList<Guid> areaIds, IReadOnlyList<Guid> before, CancellationToken cancellationToken)
    {
        var known = (await answers.List<Guid>(cancellationToken)).Concat(before).ToHashSet();
        var missing = areaIds.Select((id, index) => (id, index)).Where(area => !known.Contains(area.id)).ToList();
        if (missing.Count > 0)
        {
            throw new Problem(ProblemCode.AreaMissing,
                [.. missing.Select(area => Fault.At($"/area_ids/{area.index}", FaultCode.Missing))]);
        }
    }

    // Locked, so that an area is not deleted between being found here and the commit.
    private const string SelectAreas =
        "select a.id from areas a where a.tenant_id = @tenantId and a.id = any(@areaIds) order by a.id for share";
}
