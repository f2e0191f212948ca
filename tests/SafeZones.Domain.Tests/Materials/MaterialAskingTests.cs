using SafeZones.Domain.Materials;
using Xunit;

namespace SafeZones.Domain.Tests.Materials;

public sealed class MaterialAskingTests
{
    [Fact]
    public void The_life_of_a_request_for_material_is_this_table() =>
        Assert.Equal(
            """
            Open -Fulfil-> Fulfilled by Coordinator
            Open -Refuse-> Refused by Coordinator
            """,
            MaterialAsking.Table.Diagram());

    [Fact]
    public void Every_other_combination_is_refused() => MaterialAsking.Table.RefusesEverythingElse();

    [Theory]
    [InlineData(MaterialKind.Flyer, 0, 500)]
    [InlineData(MaterialKind.Whistle, 3, 500)]
    [InlineData(MaterialKind.WindowDecal, 0, 0)]
    [InlineData(MaterialKind.WindowDecal, 2, 2)]
    [InlineData(MaterialKind.Charter, 1, 1)]
    [InlineData(MaterialKind.Poster, 900, 500)]
    public void What_is_counted_is_asked_for_freely_and_what_is_numbered_only_as_a_replacement(MaterialKind kind, int replaceable, int most) =>
        Assert.Equal(most, MaterialAsking.Most(kind, replaceable));
}
