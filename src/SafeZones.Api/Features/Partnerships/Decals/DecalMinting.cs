using System.Security.Cryptography;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>How decals come into the world: consecutive serials, codes that nobody can guess, all of them or none.</summary>
internal static class DecalMinting
{
    /// <summary>The highest serial of an organisation.</summary>
    private const int SerialMax = 1_000_000;

    public static async Task<List<Decal>> Mint(
        TenantDatabase database, AuditTrail audit, Guid materialEditionId, int quantity, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        int last;
        await using (var counted = await database.Ask(FindEditionThenCount, new { materialEditionId }, cancellationToken))
        {
            _ = await counted.FirstOrDefault<Guid?>(cancellationToken)
                ?? throw new Problem(ProblemCode.EditionMissing, Fault.At("/material_edition_id", FaultCode.Missing));
            await counted.List<int>(cancellationToken);
            last = await counted.FirstOrDefault<int>(cancellationToken) + quantity;
        }

        Problem.ThrowIfTooMany(last, SerialMax);
        var calls = new List<SqlCall>();
        for (var serial = last - quantity + 1; serial <= last; serial++)
        {
            // Their ids keep the order of their serials.
            var id = RowId.At(now.AddMicroseconds(serial - last + quantity));
            var code = DecalCode.Of(RandomNumberGenerator.GetBytes(DecalCode.BytesOfOne));
            calls.Add(new SqlCall(InsertDecal, new { id, materialEditionId, serial, code, now }));
            calls.Add(new SqlCall(InsertCode, new { id, code }));
            audit.Record("decal", id, ["serial"]);
        }

        await using var answers = await database.Ask(calls, cancellationToken);
        var decals = new List<Decal>();
        for (var index = 0; index < quantity; index++)
        {
            decals.Add((await answers.FirstOrDefault<Decal>(cancellationToken))!);
        }

        return decals;
    }

    // One at a time in an organisation, so that serials leave no gap.
    private const string FindEditionThenCount =
        """
        select e.id from material_editions e where e.tenant_id = @tenantId and e.id = @materialEditionId;

        select 1 from pg_advisory_xact_lock(hashtextextended(concat_ws(' ', @tenantId, 'serials'), 0));

        select coalesce(max(d.serial), 0) from decals d where d.tenant_id = @tenantId
        """;

    private const string InsertDecal =
        $"""
        insert into decals as d (
            tenant_id, id, material_edition_id, serial, verify_code, state, state_since, created_at, updated_at, version)
        values (@tenantId, @id, @materialEditionId, @serial, @code, 'in_stock', @now, @now, @now, 1)
        returning {Decal.Columns}
        """;

    private const string InsertCode =
        "insert into decal_codes (code, organisation_id, decal_id) values (@code, @tenantId, @id)";
}
