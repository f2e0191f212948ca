using System.Globalization;
using MediatR;
using SafeZones.Api.Features.Certificates;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Pages;

/// <summary>
/// The page of a certificate: what it is worth, for whoever it is shown to, and the paper itself for whoever holds it. The name is typed into the
/// page and printed with it; it has no place to be sent to.
/// </summary>
public static class ShowCertificate
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/c/{certificate}", [HttpMethods.Get, HttpMethods.Head], Read).Requires(Permission.Anyone).DisableRequestTimeout()
        .WithMetadata(new Guessable(), new Compressed(), HostedPages.Problems);

    private static async Task Read(
        string certificate, HttpContext context, HostedPages pages, CredentialIssuing issuing, IMediator mediator, CancellationToken cancellationToken)
    {
        var texts = HostedPages.Texts(context);
        var verified = Guid.TryParse(certificate, out var id) ? await mediator.Send(new VerifyCertificate.Query(id), cancellationToken) : null;
        if (verified is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        await HostedPages.Send(context, texts, verified is null ? Unknown(pages, texts) : Of(pages, texts, id, issuing, verified));
    }

    private static Html Unknown(HostedPages pages, PageSentences texts) => pages.End(texts, pages.Begin(texts, texts["certificate_unknown_title"]).Write(
        $"<h1>{texts["certificate_unknown_title"]}</h1><p>{texts["certificate_unknown"]}</p>"));

    private static Html Of(HostedPages pages, PageSentences texts, Guid id, CredentialIssuing issuing, VerifiedCertificate certificate)
    {
        var (key, look) = certificate.Status switch
        {
            CertificateStatus.Valid => ("certificate_valid", "verified"),
            CertificateStatus.Expired => ("certificate_expired", "not_verified"),
            CertificateStatus.Revoked => ("certificate_revoked", "recalled"),
            _ => ("certificate_unvouched", "not_verified"),
        };
        var page = pages.Begin(texts, texts[$"{key}_title"]).Write(
            $"""
            <h1 class="{look}">{texts[$"{key}_title"]}</h1><p>{texts[key]}</p>
            <p><label for="n">{texts["certificate_name"]}</label> <input id="n" autocomplete="off" maxlength="100"></p>
            """);
        Line(page, texts["certificate_training"], Name(certificate.Title, texts));
        Line(page, texts["certificate_hours"], certificate.Hours.ToString("0.##", CultureInfo.InvariantCulture));
        Line(page, texts["certificate_completed"], Day(certificate.CompletedOn));
        if (certificate.ValidUntil is { } until)
        {
            Line(page, texts["certificate_until"], Day(until));
        }

        Line(page, texts["certificate_issuer"], Name(certificate.Organisation, texts));
        Line(page, texts["certificate_verify"], issuing.PageOf(id));
        page.Write(
            $"""
            <p class="o">{texts["certificate_paper"]}</p>
            <p class="o"><a href="/v1/public/certificates/{id.ToString()}/credential">{texts["certificate_badge"]}</a></p>
            """);
        return pages.End(texts, page);
    }

    private static void Line(Html page, string label, string value) => page.Write($"<p>{label} <strong><bdi>{value}</bdi></strong></p>");

    private static string Name(JsonText names, PageSentences texts) => LocalName.Best(names, texts.Language).Text;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
