using System.Net;
using System.Text.RegularExpressions;
using SafeZones.Api.Tests.Features.PublicAnswers;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Pages;

/// <summary>A programme whose stickers passers-by open on their phones.</summary>
internal sealed class StickerWorld(RunningApi api, PublicDirectoryWorld directory)
{
    public const string Hotline = "+12025550100";

    public Organisation Organisation => directory.Organisation;

    public static async Task<StickerWorld> Create(RunningApi api)
    {
        var world = new StickerWorld(api, await PublicDirectoryWorld.Create(api));
        await world.PatchProgramme(new { Codeword = "Angela", CodewordIsPublic = true, Hotline });
        return world;
    }

    public async Task PatchProgramme(object patch) => (await Organisation.Owner.Patch(
        $"/v1/programmes/{await Organisation.Programme()}", patch, "*")).Expect(HttpStatusCode.OK);

    /// <summary>A safe zone with a sticker in its window.</summary>
    public async Task<(Answer Partnership, string Code)> Sticker(object? venue = null)
    {
        var partnership = await Place(venue);
        return (partnership, Code(await Organisation.Displayed(partnership)));
    }

    /// <summary>A safe zone without one.</summary>
    public Task<Answer> Place(object? venue = null) => directory.Partnership(venue);

    public Task PatchVenue(Answer partnership, object patch) => directory.PatchVenue(partnership, patch);

    /// <summary>A safe zone of that name, open around the clock, so far north of the usual place.</summary>
    public Task<Answer> Open(string name, double metresNorth, string? hours = "24/7") => Place(new
    {
        Name = new { en = name }, OpeningHours = hours, Point = new { latitude = Math.Round(21.03 + (metresNorth / 111_195), 6), longitude = 105.85 },
    });

    public Task<Answer> Page(string code, params (string Name, string Value)[] headers) => api.Stranger.Get($"/s/{code}", headers);

    public static Task<Answer> Post(RunningApi api, string code, string form, string query = "") => api.Stranger.Send(
        HttpMethod.Post, $"/s/{code}{query}", form, [], "application/x-www-form-urlencoded");

    public Task<Answer> Near(string code, double latitude, double longitude) =>
        Post(api, code, FormattableString.Invariant($"near={latitude},{longitude}"));

    public static string Code(Answer decal) => (string)decal.Body["verify_code"]!;

    /// <summary>The places that the page names, in its order.</summary>
    public static IReadOnlyList<string> Places(Answer page) =>
        [.. Regex.Matches(page.Text, "<li><strong><bdi[^>]*>([^<]*)</bdi>").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    /// <summary>The headline.</summary>
    public static string Headline(Answer page) => WebUtility.HtmlDecode(Regex.Match(page.Text, "<h1[^>]*>([^<]*)</h1>").Groups[1].Value);
}
