using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Languages;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A decal with all that stands on it.</summary>
internal sealed record PrintableDecal(
    Guid Id, int Serial, string VerifyCode, DecalState State, Guid MaterialEditionId, string Locale, string Size, Guid? ProgrammeId,
    JsonText? ProgrammeName)
{
    /// <summary>
    /// Of the programme of its partnership, of the one that was asked for, or of the only one that there is.
    /// </summary>
    internal const string Select =
        """
        select d.id, d.serial, d.verify_code, d.state, d.material_edition_id, e.locale, e.size, p.id as programme_id, p.name as programme_name
        from decals d
        join material_editions e on e.tenant_id = d.tenant_id and e.id = d.material_edition_id
        left join partnerships r on r.tenant_id = d.tenant_id and r.id = d.partnership_id
        left join programmes p on p.tenant_id = d.tenant_id and p.id = coalesce(r.programme_id, @programmeId, (
            select case when count(*) = 1 then (array_agg(c.id))[1] end
            from programmes c
            where c.tenant_id = @tenantId and c.status <> 'ended'))
        where d.tenant_id = @tenantId
        """;

    public Translations Programme() =>
        Translations.ParseOrDefault(ProgrammeName!.Value.Read<Dictionary<string, string?>>(ApiJson.Options), out _)!;

    /// <summary>Why it is not printed; nothing if it may be.</summary>
    public IEnumerable<Fault> Refusals(string pointer)
    {
        if (!DecalGuards.MayBePrinted(State))
        {
            yield return Fault.At(pointer, FaultCode.StateNotPrinted, ("serial", Serial), ("state", ApiJson.Word(State)));
        }
        else if (ProgrammeName is null)
        {
            yield return Fault.At("/programme_id", FaultCode.ProgrammeUnclear);
        }
    }
}
