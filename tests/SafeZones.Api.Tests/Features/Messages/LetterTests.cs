using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Messages;

public sealed class LetterTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_letter_leads_to_the_page_of_its_own_link_and_its_code_is_that_of_the_same_link(string locale)
    {
        var organisation = await api.Organisation();
        (await organisation.Owner.Put("/v1/sms-gateway", new
        {
            Kind = "twilio", Account = "AC0123456789", Secret = "a-token-of-the-account", Sender = "+12025550150", HumanPhone = "+12025550199",
        })).Expect(HttpStatusCode.Created);
        var partnership = await organisation.Willing();

        var letter = (await Print(organisation, partnership, locale)).Expect(HttpStatusCode.OK);
        var page = Assert.Single(await PrintedPage.Of(letter.Bytes, $"letter {locale}"));

        var address = new Uri(page.Code(70, 90, 70, 72)!);
        Assert.Equal(RunningApi.PublicUrl, address.GetLeftPart(UriPartial.Authority));
        Assert.Equal("accept_pledge", (string?)(await api.Stranger.Get($"/v1/links/{address.AbsolutePath.Split('/')[^1]}")).Expect(HttpStatusCode.OK).Body["purpose"]);
        Assert.Equal(("application/pdf", "no-store"), (letter.Headers["Content-Type"], letter.Headers["Cache-Control"]));
        Assert.Contains("595", await PrintedPage.Facts(letter.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_letter_sent_for_twice_is_one_link()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();

        var (first, again) = (await Print(organisation, partnership, "en", "one"), await Print(organisation, partnership, "en", "one"));

        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Single((await organisation.Owner.Get("/v1/action-links")).Data);
    }

    [Fact]
    public async Task A_name_that_our_fonts_cannot_write_is_said_to_be_so_and_makes_no_link()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing();
        (await organisation.Owner.Patch($"/v1/venues/{partnership.Body["venue_id"]}", new { Name = new { en = (string?)null, ja = "喫茶店" } }, "*")).Expect(HttpStatusCode.OK);

        var refused = await Print(organisation, partnership, "en");

        Assert.Equal(("print_impossible", "/partnership_id script_unknown"), (refused.Code, refused.Faults[0]));
        Assert.Empty((await organisation.Owner.Get("/v1/action-links")).Data);
    }

    private static async Task<Answer> Print(Organisation organisation, Answer partnership, string locale, string? key = null) =>
        await (await organisation.Coordinator()).Post(
            "/v1/letters", new { PartnershipId = partnership.Id, Purpose = "accept_pledge", Locale = locale },
            ("Idempotency-Key", key ?? $"{Guid.NewGuid()}"));
}
