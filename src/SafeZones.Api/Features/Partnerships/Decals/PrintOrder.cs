using SafeZones.Api.Platform.Printing;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Languages;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>How decals of one edition are printed, once all questions are settled.</summary>
internal sealed record PrintOrder(
    IReadOnlyList<Guid> DecalIds, Guid? ProgrammeId, PrintSize Size, IReadOnlyList<string> Languages, SheetPage Page, double Bleed, bool HasMarks)
{
    /// <summary>Languages of one sticker: more leave no room for a word that can be read from the street.</summary>
    public const int LanguagesMax = 2;

    public Sheet? SheetOrDefault() => Sheet.OrDefault(Page, Size.Width, Size.Height, Bleed, HasMarks);

    public StickerDesign Design(Translations programme, string publicUrl) => new(Size, Bleed, programme, Languages, publicUrl);

    /// <summary>The order for these decals, or the problem that says why it cannot be printed.</summary>
    /// <param name="decals">At least one.</param>
    /// <param name="pointers">Where the client's body named each; null if it asked by a query for one.</param>
    /// <param name="size">The size, where the edition's cannot be read or shall be another.</param>
    /// <param name="make">The rest of it.</param>
    /// <param name="publicUrl">Where codes lead to.</param>
    public static PrintOrder Settle(
        IReadOnlyList<PrintableDecal> decals, Func<int, string>? pointers, string? size, Func<PrintSize, PrintOrder> make, string publicUrl)
    {
        Refuse([.. decals.SelectMany((decal, index) => decal.Refusals(pointers?.Invoke(index) ?? "")).Take(FaultsMax)]);
        if (decals.Select(decal => decal.MaterialEditionId).Distinct().Count() > 1)
        {
            Refuse([Fault.At("/decal_ids", FaultCode.SeveralEditions)]);
        }

        var paper = PrintSize.ParseOrDefault(size ?? decals[0].Size);
        if (paper is null)
        {
            Refuse([Fault.At("/size", FaultCode.SizeUnknown, ("size", size ?? decals[0].Size))]);
        }

        var order = make(paper!);
        if (order.SheetOrDefault() is null)
        {
            Refuse([Fault.At("/sheet/page", FaultCode.SheetTooSmall, ("width", paper!.Width), ("height", paper.Height))]);
        }

        foreach (var decal in decals.DistinctBy(decal => decal.ProgrammeId))
        {
            var design = order.Design(decal.Programme(), publicUrl);
            if (!design.CanBeWritten)
            {
                Refuse([Fault.At("/languages", FaultCode.ScriptUnknown, ("text", design.Name.Text))]);
            }

            if (!design.CanBeScanned)
            {
                Refuse([Fault.At("/size", FaultCode.CodeTooSmall, ("least", QrCode.ModuleMin))]);
            }
        }

        return order;

        void Refuse(IReadOnlyCollection<Fault> faults)
        {
            if (faults.Count > 0)
            {
                throw new Problem(ProblemCode.PrintImpossible, [.. pointers is null ? faults.Select(InQuery) : faults]);
            }
        }

        static Fault InQuery(Fault fault) =>
            fault.Pointer is { Length: > 0 } pointer ? fault with { Pointer = null, Parameter = pointer[1..] } : fault;
    }

    private const int FaultsMax = 20;
}
