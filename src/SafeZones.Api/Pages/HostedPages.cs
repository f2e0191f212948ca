using System.Security.Cryptography;
using System.Text;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Pages;

/// <summary>
/// The pages for people without an app or account, and what they share: a way out, the languages, one style sheet and one small
/// script that they do without. They set no cookie, load nothing from anywhere and are kept by no cache.
/// </summary>
internal sealed class HostedPages
{
    private const string Style =
        """
        html{scroll-padding-top:5rem}
        body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:0 1rem 2rem;color:#1b1b1b;background:#fff;overflow-wrap:anywhere}
        header{position:sticky;top:0;background:#fff;padding:.6rem 0}
        #x,button{display:block;box-sizing:border-box;width:100%;padding:.7rem 1rem;border:0;border-radius:.4rem;font:inherit;font-weight:600;text-align:center;color:#fff;background:#8c1d18;text-decoration:none}
        button{background:#0b4f9e}
        :focus-visible{outline:.2rem solid #000;outline-offset:.15rem}
        h1{font-size:1.6rem;line-height:1.25;border-inline-start:.6rem solid #666;padding-inline-start:.7rem}
        h1.verified{border-color:#17693a}h1.not_verified{border-color:#b25c00}h1.recalled{border-color:#8c1d18}
        h2{font-size:1.2rem;margin-bottom:.3rem}p{margin:.5rem 0}
        ol,ul{padding-inline-start:1.4rem}li{margin-bottom:.8rem}
        a{color:#0b4f9e}li a,nav a{display:inline-block;padding:.3rem 0;margin-inline-end:1rem}
        @media print{header,nav,.o{display:none}input{border:0;border-bottom:.1rem solid}}
        fieldset{border:1px solid #666;border-radius:.4rem;margin:1rem 0;padding:0 .8rem .4rem}legend{font-weight:600}
        label{display:flex;gap:.7rem;align-items:center;padding:.35rem 0}p label{font-weight:600;padding:0}
        input,textarea{box-sizing:border-box;width:100%;padding:.6rem;border:1px solid #666;border-radius:.3rem;font:inherit}
        label input{flex:none;width:1.5rem;height:1.5rem;margin:0}form button{margin-top:1rem}
        summary{padding:.5rem 0;color:#0b4f9e}.e{font-weight:600;color:#8c1d18}[role=alert]{border:.2rem solid #8c1d18;padding:0 .7rem}
        blockquote{margin:1rem 0;padding-inline-start:.8rem;border-inline-start:.3rem solid #0b4f9e;white-space:pre-line}
        img{display:block;max-width:100%;height:4rem;margin-top:1rem}[hidden]{display:none}[aria-current]{font-weight:600;text-decoration:none}
        """;

    // Leaves without a way back; asks for the position when the button is pressed, and rounds it before it leaves the phone.
    private const string Script =
        """
        (d=>{var x=d.getElementById('x'),f=d.getElementById('f'),g=navigator.geolocation;
        x.onclick=e=>{e.preventDefault();location.replace(x.href)};
        if(f&&g){f.hidden=false;f.onsubmit=e=>{e.preventDefault();g.getCurrentPosition(p=>{
        f.near.value=p.coords.latitude.toFixed(3)+','+p.coords.longitude.toFixed(3);f.submit()},
        ()=>{d.getElementById('e').hidden=false},{timeout:15000,maximumAge:60000})}}})(document)
        """;

    private static readonly (string Style, string Script) Hashes = (HashOf(Style), HashOf(Script));

    private static readonly string Policy = PolicyOf(colour: null, hasLogo: false);

    private readonly Dictionary<string, (Html Head, Html Top, Html Languages, Html Bottom)> frames =
        PageSentences.ByLanguage.Values.ToDictionary(texts => texts.Language, texts => (HeadOf(texts), TopOf(texts), LanguagesOf(texts), Bottom()));

    /// <summary>For routes of pages: what went wrong is said as a page as well.</summary>
    public static ProblemPage Problems { get; } = new((context, _) => context.RequestServices.GetRequiredService<HostedPages>().WriteProblem(context));

    public static void Map(IEndpointRouteBuilder routes)
    {
        ShowSticker.Map(routes);
        ShowCertificate.Map(routes);
        FollowLink.Map(routes);
    }

    /// <summary>The language that the reader has chosen by the switch, or that their browser likes best.</summary>
    public static PageSentences Texts(HttpContext context) => PageSentences.ByLanguage[
        context.Request.Query["lang"].ToString() is { Length: > 0 } chosen && PageSentences.ByLanguage.ContainsKey(chosen)
            ? chosen
            : ProblemTexts.Best(context.Request.Headers)];

    /// <summary>A page that is begun: its content follows.</summary>
    /// <param name="texts">The reader's language.</param>
    /// <param name="title">Its title.</param>
    /// <param name="colour">The organisation's colour, if it has one.</param>
    public Html Begin(PageSentences texts, string title, string? colour = null)
    {
        var (head, top, _, _) = frames[texts.Language];
        var page = new Html().Write(head).Write($"<title>{title}</title>");
        if (colour is not null)
        {
            page.Write($"<meta name=\"theme-color\" content=\"{colour}\"><style>{Dress(colour)}</style>");
        }

        return page.Write(top);
    }

    /// <summary>The same, finished.</summary>
    /// <param name="texts">The reader's language.</param>
    /// <param name="page">The page.</param>
    /// <param name="canSwitch">Whether the same address shows the same in another language.</param>
    public Html End(PageSentences texts, Html page, bool canSwitch = true)
    {
        var (_, _, languages, bottom) = frames[texts.Language];
        page.Write($"</main>");
        return (canSwitch ? page.Write(languages) : page).Write(bottom);
    }

    /// <summary>Sends a page that is finished.</summary>
    /// <param name="context">To whom.</param>
    /// <param name="texts">In which language it is.</param>
    /// <param name="page">The page.</param>
    /// <param name="colour">The colour with which it was begun.</param>
    /// <param name="hasLogo">Whether it holds the organisation's sign.</param>
    public static async Task Send(HttpContext context, PageSentences texts, Html page, string? colour = null, bool hasLogo = false)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Written.Length;
        response.Headers.ContentSecurityPolicy = colour is null && !hasLogo ? Policy : PolicyOf(colour, hasLogo);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentLanguage = texts.Language;
        // Who is no safe zone any more is none at once.
        response.Headers.CacheControl = "no-store";
        await response.BodyWriter.WriteAsync(page.Written, context.RequestAborted);
    }

    // The style sheet, what the colour adds to it and the script, by their hashes; nothing else may be loaded, run, framed or sent.
    private static string PolicyOf(string? colour, bool hasLogo) =>
        $"default-src 'none'; style-src '{Hashes.Style}'{(colour is null ? "" : $" '{HashOf(Dress(colour))}'")}; script-src '{Hashes.Script}'; "
        + $"{(hasLogo ? "img-src data:; " : "")}form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    // Behind what says leave and what a sticker is worth, which are the same everywhere.
    private static string Dress(string colour) =>
        $"main a,nav a,summary{{color:{colour}!important}}form button{{background:{colour}!important}}main{{border-top:.3rem solid {colour}}}";

    private Task WriteProblem(HttpContext context)
    {
        var texts = Texts(context);
        var page = Begin(texts, texts["busy_title"]).Write($"<h1>{texts["busy_title"]}</h1><p>{texts["busy"]}</p><p>{texts["danger"]}</p>");
        return Send(context, texts, End(texts, page));
    }

    private static Html HeadOf(PageSentences texts) => new Html().Write(
        $"""
        <!doctype html>
        <html lang="{texts.Language}" dir="{texts.Direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        """);

    private static Html TopOf(PageSentences texts) => new Html().Write($"<style>").WriteConstant(Style).Write(
        $"""
        </style></head><body><header><a id="x" href="https://www.wikipedia.org/">{texts["exit"]}</a></header><main>
        """);

    private static Html LanguagesOf(PageSentences texts)
    {
        var html = new Html().Write($"<nav aria-label=\"{texts["languages"]}\">");
        foreach (var (language, own) in PageSentences.ByLanguage)
        {
            html.Write($"<a href=\"?lang={language}\" lang=\"{language}\" hreflang=\"{language}\"");
            if (language == texts.Language)
            {
                html.Write($" aria-current=\"true\"");
            }

            html.Write($">{own["language"]}</a>");
        }

        return html.Write($"</nav>");
    }

    private static Html Bottom() => new Html().Write($"<script>").WriteConstant(Script).Write($"</script></body></html>\n");

    private static string HashOf(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
}
