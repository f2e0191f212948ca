using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using Xunit;

namespace SafeZones.Domain.Tests.Partnerships;

public sealed class PublicAnswerTests
{
    // DOMAIN.md section 6, invariant 3, over every combination there is.
    [Fact]
    public void A_sticker_is_valid_and_a_venue_is_listed_only_while_it_is_a_safe_zone()
    {
        foreach (var partnership in Enum.GetValues<PartnershipStatus>())
        {
            foreach (var programme in Enum.GetValues<ProgrammeStatus>())
            {
                var isSafeZone = partnership == PartnershipStatus.Active && programme == ProgrammeStatus.Running;
                foreach (var decal in Enum.GetValues<DecalState>())
                {
                    Assert.Equal(
                        isSafeZone && (decal == DecalState.Issued || decal == DecalState.Displayed),
                        PublicAnswer.IsValid(decal, partnership, programme));
                }

                foreach (var visibility in Enum.GetValues<VenueVisibility>())
                {
                    Assert.Equal(
                        isSafeZone && (visibility == VenueVisibility.Public || visibility == VenueVisibility.Approximate),
                        PublicAnswer.IsListed(partnership, programme, visibility));
                }
            }
        }
    }
}
