using CsCheck;
using SafeZones.Domain.Partnerships;
using Xunit;

namespace SafeZones.Domain.Tests.Partnerships;

public sealed class AppealsTests
{
    // A Tuesday: ten working days later it is Tuesday the 8th.
    private static readonly DateOnly Suspended = new(2026, 11, 24);

    [Fact]
    public void The_life_of_an_appeal_is_this_table() =>
        Assert.Equal(
            """
            Open -Uphold-> Upheld by Reviewer
            Open -Reject-> Rejected by Reviewer
            Open -Close-> Closed by System
            """,
            Appeals.Table.Diagram());

    [Fact]
    public void Every_other_combination_is_refused() => Appeals.Table.RefusesEverythingElse();

    [Theory]
    [InlineData("2026-11-24", null)]
    [InlineData("2026-12-08", null)]
    [InlineData("2026-12-09", "appeal_too_late")]
    public void A_venue_has_ten_working_days(string today, string? code) =>
        Assert.Equal(code, Appeals.RefuseAppeal(PartnershipStatus.Suspended, Suspended, hasAppealed: false, DateOnly.Parse(today, null))?.Code);

    [Fact]
    public void It_is_decided_within_twenty() => Assert.Equal(new DateOnly(2026, 12, 22), Appeals.DueOn(Suspended));

    [Fact]
    public void Only_a_suspended_venue_appeals_and_once()
    {
        Assert.Equal(
            [PartnershipStatus.Suspended],
            Enum.GetValues<PartnershipStatus>().Where(status => Appeals.RefuseAppeal(status, Suspended, hasAppealed: false, Suspended) is null));
        Assert.Equal("appealed_already", Appeals.RefuseAppeal(PartnershipStatus.Suspended, Suspended, hasAppealed: true, Suspended)?.Code);
    }

    // Invariant 7: an appeal's reviewer took no earlier part.
    [Fact]
    public void Whoever_took_any_earlier_part_does_not_decide_and_everybody_else_may() =>
        Gen.Select(Gen.Guid.Array[0, 5], Gen.Guid, Gen.Int[0, 5]).Sample((parts, stranger, place) =>
            parts.All(one => Appeals.RefuseReviewer(parts, one)?.Code == "reviewer_took_part")
            && Appeals.RefuseReviewer([.. parts.Take(place), stranger, .. parts.Skip(place)], stranger) is not null
            && (parts.Contains(stranger) || Appeals.RefuseReviewer(parts, stranger) is null)
            && Appeals.RefuseReviewer(parts, null) is not null);
}
