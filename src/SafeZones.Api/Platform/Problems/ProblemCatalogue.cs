using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Api.Platform.Problems;

/// <summary>
/// The pages that the <c>type</c> of a problem names, in the reader's language: every code, what it means and what to do.
/// They need no script, cookie or token.
/// </summary>
internal static class ProblemCatalogue
{
    private const string Style =
        """
        body{font:1.1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
        code{font-size:1rem;background:#f0f0f0;padding:.1rem .3rem;border-radius:.2rem}
        dt{margin-top:1.2rem;font-weight:600}dd{margin-inline-start:0}
        a{color:#0b4f9e}
        """;

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    // The one style sheet, by its hash; nothing else may be loaded, run, framed or sent.
    private static readonly string Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", Everything).Requires(Permission.Anyone);
        routes.MapGet("/problems/{code}", One).Requires(Permission.Anyone);
    }

    private static ContentHttpResult Everything(HttpContext context, ProblemTexts texts)
    {
        var language = ProblemTexts.Best(context.Request.Headers);
        var page = texts.Page(language);
        var problems = ProblemCode.All.Select(code =>
            $"""
            <dt id="{code.Name}">{code.Status} <a href="/problems/{code.Name}"><code dir="ltr">{code.Name}</code></a></dt>
            <dd><strong>{Encode(texts.Title(language, code))}.</strong> {Encode(texts.Detail(language, code))}</dd>
            """);
        var faults = FaultCode.All.Select(code =>
            $"""
            <dt><code dir="ltr">{code}</code></dt>
            <dd>{Encode(texts.Faults(language)[code])}</dd>
            """);
        return Page(context, language, page.Heading,
            $"""
            <h1>{Encode(page.Heading)}</h1>
            <p>{Encode(page.Intro)}</p>
            <dl>
            {string.Join('\n', problems)}
            </dl>
            <h2>{Encode(page.Faults)}</h2>
            <dl>
            {string.Join('\n', faults)}
            </dl>
            """);
    }

    private static ContentHttpResult One(string code, HttpContext context, ProblemTexts texts)
    {
        var known = ProblemCode.All.FirstOrDefault(known => known.Name == code) ?? throw new Problem(ProblemCode.NotFound);
        var language = ProblemTexts.Best(context.Request.Headers);
        var title = texts.Title(language, known);
        return Page(context, language, title,
            $"""
            <h1>{Encode(title)}</h1>
            <p>{known.Status} <code dir="ltr">{known.Name}</code></p>
            <p>{Encode(texts.Detail(language, known))}</p>
            <p><a href="/problems">{Encode(texts.Page(language).All)}</a></p>
            """);
    }

    private static ContentHttpResult Page(HttpContext context, string language, string title, string body)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentLanguage = language;
        headers.Vary = "Accept-Language";
        headers.CacheControl = "public, max-age=300";
        return TypedResults.Content(
            $"""
            <!doctype html>
            <html lang="{language}" dir="{ProblemTexts.Direction(language)}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{Encode(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            {body}
            </body>
            </html>

            """,
            "text/html; charset=utf-8");
    }

    private static string Encode(string text) => Html.Encode(text);
}
