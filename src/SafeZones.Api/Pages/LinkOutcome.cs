using System.Globalization;
using SafeZones.Api.Features.ActionLinks;
using SafeZones.Api.Features.Interventions;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Features.Trainings;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Links;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Pages;

/// <summary>The page after a venue has acted: what is so now, and what is still missing, in plain words.</summary>
internal sealed class LinkOutcome(LinkPages pages, PageSentences texts, ShownLink link)
{
    private readonly Html page = pages.BeginOutcome(texts, link);

    /// <summary>Where the venue stands, what it lacks, and where its people can be trained.</summary>
    public Html Standing(VenueStanding standing)
    {
        var asked = standing.Requirements;
        page.Write($"<p>{texts[$"status_{StatusWord(standing.Status)}"]}</p>");
        if (link.Purpose is LinkPurpose.DeclareStaff or LinkPurpose.ChangeStaff)
        {
            page.Write($"<p>{texts.With("trained_share",
                ("staff", Whole(asked.Trained.Staff)), ("trained", Whole(asked.Trained.Count)), ("share", Percent(asked.Trained.Ratio)))}</p>");
        }

        if (asked.IsReady)
        {
            page.Write($"<p>{texts["nothing_missing"]}</p>");
            return End();
        }

        if (asked.LapseForecastOn is { } lapses)
        {
            page.Write($"<p><strong>{texts.With("lapses_on", ("day", LinkPages.Day(texts, lapses)))}</strong></p>");
        }

        page.Write($"<h2>{texts["missing_title"]}</h2><ul>");
        foreach (var requirement in asked.Requirements.Where(one => !one.Met))
        {
            page.Write($"<li>{Missing(requirement)}</li>");
        }

        page.Write($"</ul>");
        Trainings(asked.NextSessions);
        return End();
    }

    /// <summary>Who was trained.</summary>
    public Html Attendance(ConfirmedAttendance confirmed)
    {
        page.Write($"<p>{texts.With("were_there", ("n", Whole(confirmed.Attended)))}</p>");
        return End();
    }

    /// <summary>That it has arrived, and how to tell of the next.</summary>
    public Html Logged(LoggedIntervention logged)
    {
        page.Write(
            $"""
            <p>{texts.With("log_kept", ("day", LinkPages.Day(texts, logged.RecordedOn)))}</p><p><a href="?lang={texts.Language}">{texts["another"]}</a></p>
            """);
        return End();
    }

    /// <summary>Until when.</summary>
    public Html Paused(DateOnly until)
    {
        page.Write($"<p>{texts["status_paused"]}</p><p>{texts.With("after_pause", ("day", LinkPages.Day(texts, until)))}</p>");
        return End();
    }

    /// <summary>That it has arrived.</summary>
    public Html Noted(string sentence)
    {
        page.Write($"<p>{texts[sentence]}</p>");
        return End();
    }

    /// <summary>By when somebody decides.</summary>
    public Html Appealed(DateOnly dueOn)
    {
        page.Write($"<p>{texts.With("appeal_due", ("day", LinkPages.Day(texts, dueOn)))}</p>");
        return End();
    }

    /// <summary>That it is over, for good.</summary>
    public Html Left()
    {
        page.Write($"<p>{texts["take_down"]}</p>");
        return End();
    }

    private Html End() => pages.EndOutcome(texts, link, page.Write($"<p>{texts["kept_safe"]}</p>"));

    private void Trainings(IReadOnlyList<NextSession> sessions)
    {
        page.Write($"<h2>{texts["next_title"]}</h2>");
        if (sessions.Count == 0)
        {
            page.Write($"<p>{texts["no_next"]}</p>");
            return;
        }

        page.Write($"<ul>");
        foreach (var session in sessions)
        {
            page.Write($"<li>{LinkPages.Time(texts, session.StartsAt, session.TimeZone)}");
            if (session.Place is not null)
            {
                page.Write($"<br><bdi>{session.Place}</bdi>");
            }

            page.Write($"</li>");
        }

        page.Write($"</ul>");
    }

    private string Missing(Requirement requirement)
    {
        var (actual, required) = (requirement.Actual ?? 0, requirement.Required);
        var isShare = requirement.Name is RequirementName.TrainingRatio or RequirementName.ManagersRatio;
        return texts.With($"fault_{ApiJson.Word(requirement.Name)}_unmet",
            ("actual", isShare ? Percent(actual) : Whole(actual)), ("required", isShare ? Whole(Math.Ceiling(required * 100)) : Whole(required)));
    }

    // Before the pledge it does not matter to the venue how often somebody was there.
    private static string StatusWord(PartnershipStatus status) =>
        status is PartnershipStatus.Prospect or PartnershipStatus.Approached or PartnershipStatus.Interested or PartnershipStatus.Declined
            ? "open"
            : ApiJson.Word(status);

    // Rounded down, so that what is not enough does not look so.
    private static string Percent(decimal share) => Whole(Math.Floor(share * 100));

    private static string Whole(decimal number) => number.ToString("0", CultureInfo.InvariantCulture);
}
