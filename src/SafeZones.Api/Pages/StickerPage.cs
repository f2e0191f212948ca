using System.Globalization;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Pages;

/// <summary>The sticker's page as it is read.</summary>
internal static class StickerPage
{
    /// <summary>
    /// What is said of a code that does not exist, one that was mistyped and one that was never handed out: the same to the byte.
    /// </summary>
    public static Html Unknown(HostedPages pages, PageSentences texts)
    {
        var page = pages.Begin(texts, texts["unknown_title"]).Write(
            $"<h1>{texts["unknown_title"]}</h1><p>{texts["unknown"]}</p><p>{texts["danger"]}</p>");
        return pages.End(texts, page);
    }

    public static Html Of(HostedPages pages, PageSentences texts, Sticker sticker)
    {
        var reason = sticker.Reason switch
        {
            PublicReason.Verified => "verified",
            PublicReason.NotVerified => "not_verified",
            _ => "recalled",
        };
        var page = pages.Begin(texts, texts[$"{reason}_title"], sticker.BrandColour).Write($"<h1 class=\"{reason}\">{texts[$"{reason}_title"]}</h1>");
        if (sticker.Venue is { } venue)
        {
            page.Write($"<p><strong>");
            page.WriteName(venue, texts);
            page.Write($"</strong></p>");
        }

        page.Write($"<p>{texts[reason]}</p>");
        if (sticker.Programme is { } programme)
        {
            page.Write($"<p>{texts["programme"]} <strong>");
            page.WriteName(programme, texts);
            page.Write($"</strong></p>");
        }

        if (sticker.Organisation is { } organisation)
        {
            page.Write($"<p>{texts["from"]} <strong>").WriteName(organisation, texts).Write($"</strong></p>");
        }

        if (sticker.Hotline is { } hotline)
        {
            page.Write($"<p>{texts["hotline"]} <a href=\"tel:{hotline}\"><bdi dir=\"ltr\">{hotline}</bdi></a></p>");
        }

        if (sticker.Codeword is { } codeword)
        {
            page.Write($"<p>{texts["codeword"]} <strong><bdi>{codeword}</bdi></strong></p>");
        }

        if (sticker.Hotline is null)
        {
            page.Write($"<p>{texts["danger"]}</p>");
        }

        Places(page, texts, sticker);
        // Without a script nobody can be asked for a position: the form stays hidden.
        page.Write(
            $"""
            <form id="f" method="post" hidden><input type="hidden" name="near"><button>{texts["locate"]}</button><p>{texts["locate_note"]}</p>
            <p id="e" role="alert" hidden>{texts["locate_failed"]}</p></form>
            """);
        return pages.End(texts, page);
    }

    private static void Places(Html page, PageSentences texts, Sticker sticker)
    {
        page.Write($"<h2>{texts["places_title"]}</h2>");
        if (sticker.Places.Count == 0)
        {
            page.Write($"<p>{texts["none"]}</p>");
            return;
        }

        page.Write($"<p>{texts[sticker.IsNearReader ? "from_reader" : sticker.Places[0].Metres is null ? "from_programme" : "from_sticker"]}</p><ol>");
        foreach (var place in sticker.Places)
        {
            page.Write($"<li><strong>");
            page.WriteName(place.Name, texts);
            page.Write($"</strong><br>{texts[place.IsOpen ? "open" : "hours_unknown"]}");
            if (place.Metres is { } metres)
            {
                page.Write($" · {Away(texts, metres)}");
            }

            Address(page, place);
            if (place is { Latitude: { } latitude, Longitude: { } longitude })
            {
                if (place.IsApproximate)
                {
                    page.Write($"<br>{texts["approximate"]}");
                }

                page.Write(
                    $"""
                    <br><a href="geo:{latitude},{longitude}?q={latitude},{longitude}">{texts["map_app"]}</a><a href="https://www.openstreetmap.org/?mlat={latitude}&amp;mlon={longitude}#map=17/{latitude}/{longitude}">OpenStreetMap</a>
                    """);
            }

            page.Write($"</li>");
        }

        page.Write($"</ol>");
    }

    private static void Address(Html page, NearbyPlace place)
    {
        if (place.Street is not null)
        {
            page.Write($"<br><bdi>{place.Street}</bdi>");
        }

        if (place.Locality is not null)
        {
            page.Write($"<br><bdi>{place.Locality}</bdi>");
        }
    }

    // No more exact than a position that was rounded to a hundred metres.
    private static string Away(PageSentences texts, double metres) => metres < 2_950
        ? texts.With("away_m", ("n", Whole(Math.Max(1, Math.Round(metres / 100)) * 100)))
        : texts.With("away_km", ("n", Whole(Math.Round(metres / 1_000))));

    private static string Whole(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
