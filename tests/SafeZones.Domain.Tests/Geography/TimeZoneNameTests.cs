using SafeZones.Domain.Geography;
using Xunit;

namespace SafeZones.Domain.Tests.Geography;

public sealed class TimeZoneNameTests
{
    [Theory]
    [InlineData("Asia/Ho_Chi_Minh")]
    [InlineData("Africa/Cairo")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("America/Port-au-Prince")]
    [InlineData("Asia/Manila")]
    [InlineData("Etc/GMT+7")]
    [InlineData("UTC")]
    public void An_IANA_name_exists(string name) => Assert.True(TimeZoneName.Exists(name));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Asia")]
    [InlineData("Asia/")]
    [InlineData("Asia/Atlantis")]
    [InlineData("asia/ho_chi_minh")]
    [InlineData("Asia/Ho_Chi_Minh ")]
    [InlineData("SE Asia Standard Time")]
    [InlineData("Romance Standard Time")]
    [InlineData("+07:00")]
    [InlineData("GMT+7")]
    [InlineData("localtime")]
    [InlineData("posix/Asia/Manila")]
    [InlineData("Asia/../Asia/Manila")]
    [InlineData("Asia//Manila")]
    [InlineData("/usr/share/zoneinfo/Asia/Manila")]
    [InlineData("Asia/Manila\0")]
    public void Other_names_do_not(string? name) => Assert.False(TimeZoneName.Exists(name));
}
