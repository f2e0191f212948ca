using System.Globalization;
using System.Text;
using SafeZones.Api.Features.ActionLinks;
using SafeZones.Api.Features.MaterialRequests;
using SafeZones.Api.Features.Partnerships.Appeals;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Features.Interventions;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Interventions;
using SafeZones.Domain.Links;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Pages;

/// <summary>The page of an action link, with the form for its one purpose.</summary>
internal sealed class LinkPages(HostedPages pages, TimeProvider clock)
{
    // What bars and cafés see most; the other words are a tap away.
    private static readonly IncidentType[] FrequentIncidents =
    [
        IncidentType.UnwantedContactRequests, IncidentType.FollowingStalking, IncidentType.CommentsCatcalling, IncidentType.SexualTouching,
        IncidentType.Threat, IncidentType.PhysicalAssault, IncidentType.Spiking, IncidentType.LostOrDistressed,
    ];

    private static readonly InterventionAction[] FrequentActions =
    [
        InterventionAction.GaveSafePlace, InterventionAction.OfferedHelp, InterventionAction.RespondedToRequest,
        InterventionAction.CalledTaxi, InterventionAction.CalledFriendOrFamily, InterventionAction.DirectToldToStop,
        InterventionAction.AskedAggressorToLeave, InterventionAction.CalledPoliceOnRequest,
    ];

    private static readonly InterventionOutcome[] FrequentOutcomes =
    [
        InterventionOutcome.LeftByTransport, InterventionOutcome.LeftWithFriend, InterventionOutcome.LeftSafelyAlone,
        InterventionOutcome.HandedToPolice, InterventionOutcome.MedicalCare, InterventionOutcome.DeclinedHelp,
    ];

    /// <summary>What is said of a link that was used, is too old, was revoked, is for nobody: the same to the byte.</summary>
    public Html Unknown(PageSentences texts)
    {
        var page = pages.Begin(texts, texts["gone_title"]).Write(
            $"<h1>{texts["gone_title"]}</h1><p>{texts["gone"]}</p><p>{texts["gone_help"]}</p><p>{texts["danger"]}</p>");
        return pages.End(texts, page);
    }

    /// <param name="texts">The reader's language.</param>
    /// <param name="link">What the link is for.</param>
    /// <param name="form">What was filled in, if it is shown again.</param>
    /// <param name="faults">What is wrong with it.</param>
    /// <param name="refusal">Why it was not taken.</param>
    public Html Form(
        PageSentences texts, ShownLink link, LinkForm form, IReadOnlyList<(string Pointer, string Sentence)> faults, LinkRefusal? refusal = null)
    {
        var title = texts[$"title_{Word(link.Purpose)}"];
        var page = pages.Begin(texts, refusal is null ? title : $"{refusal.Title} · {title}", link.BrandColour);
        Logo(page, texts, link).Write($"<h1>{title}</h1>");
        From(page, texts, link);
        var (content, isEmpty) = Fields(texts, link, form, faults, refusal?.IsOtherForm is true, out var found);
        if (refusal is not null)
        {
            page.Write($"<div role=\"alert\"><p class=\"e\">{refusal.Title}</p><p>{refusal.Text}</p>");
            foreach (var sentence in found.Untold.Distinct())
            {
                page.Write($"<p>{sentence}</p>");
            }

            foreach (var (name, label) in found.Told)
            {
                page.Write($"<p><a href=\"#{name}\">{label}</a></p>");
            }

            page.Write($"</div>");
        }

        page.Write($"<p>{texts[$"intro_{Word(link.Purpose)}"]}</p>").Write(content);
        if (!isEmpty)
        {
            page.Write($"<p>{texts["only_button"]}</p>");
        }

        page.Write($"<p>{texts.With("good_until", ("time", Time(texts, link.ExpiresAt, link.TimeZone)))}</p>");
        return pages.End(texts, page);
    }

    /// <summary>A page that says what has been done.</summary>
    /// <param name="texts">The reader's language.</param>
    /// <param name="link">What the link was for.</param>
    public Html BeginOutcome(PageSentences texts, ShownLink link)
    {
        var title = texts[$"done_{Word(link.Purpose)}"];
        var page = pages.Begin(texts, title, link.BrandColour);
        Logo(page, texts, link).Write($"<h1 class=\"verified\">{title}</h1>");
        From(page, texts, link);
        return page;
    }

    /// <summary>The same, finished. A link that was used up shows nothing in another language any more.</summary>
    public Html EndOutcome(PageSentences texts, ShownLink link, Html page) =>
        pages.End(texts, page, canSwitch: link.Purpose == LinkPurpose.LogIntervention);

    public static string Day(PageSentences texts, DateOnly day) => day.ToString("D", texts.Culture);

    public static string Time(PageSentences texts, DateTimeOffset time, string zone) => At(time, zone).ToString("f", texts.Culture);

    private static DateTimeOffset At(DateTimeOffset time, string zone) =>
        TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(zone));

    // As a picture and not as markup: whatever might be left in it does not run, and loads nothing.
    private static Html Logo(Html page, PageSentences texts, ShownLink link) => link.Logo is { } svg
        ? page.Write(
            $"<img src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\" alt=\"{LocalName.Best(link.Organisation, texts.Language).Text}\">")
        : page;

    private static void From(Html page, PageSentences texts, ShownLink link) => page
        .Write($"<p>{texts["from"]} <strong>").WriteName(link.Organisation, texts)
        .Write($"</strong><br>{texts["programme"]} <strong>").WriteName(link.Programme, texts)
        .Write($"</strong><br>{texts["place"]} <strong>").WriteName(link.Venue, texts)
        .Write($"</strong></p>");

    /// <summary>The form, or why there is none.</summary>
    private (Html Content, bool IsEmpty) Fields(
        PageSentences texts, ShownLink link, LinkForm form, IReadOnlyList<(string Pointer, string Sentence)> faults, bool needsNewKey,
        out FormFields fields)
    {
        var html = new Html();
        fields = new FormFields(html, texts, form, faults);
        var nothing = link switch
        {
            { Purpose: LinkPurpose.AcceptPledge, Pledge: null } => "no_pledge",
            { Purpose: LinkPurpose.ConfirmAttendance, Sessions.Count: 0 } => "no_training",
            { Purpose: LinkPurpose.ConfirmDisplay, Decals.Count: 0 } => "no_sticker",
            { Purpose: LinkPurpose.AskForMaterials, Materials.Count: 0 } => "no_materials",
            { Purpose: LinkPurpose.Appeal, Suspension: null } => "no_suspension",
            _ => null,
        };
        if (nothing is null)
        {
            var kept = form[LinkForm.KeyField].ToString();
            html.Write($"<form method=\"post\">");
            fields.Hidden(LinkForm.KeyField, kept.Length == 0 || needsNewKey ? Guid.NewGuid().ToString("N") : kept);
            Write(html, fields, texts, link, At(clock.GetUtcNow(), link.TimeZone));
            html.Write($"<button>{texts[$"title_{Word(link.Purpose)}"]}</button></form>");
        }
        else
        {
            html.Write($"<p><strong>{texts[nothing]}</strong></p>");
        }

        return (html, nothing is not null);
    }

    private static void Write(Html html, FormFields fields, PageSentences texts, ShownLink link, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        switch (link.Purpose)
        {
            case LinkPurpose.AcceptPledge:
                var text = LocalName.Best(link.Pledge!.Text, texts.Language);
                html.Write($"<blockquote lang=\"{text.Tag}\" dir=\"auto\">{text.Text}</blockquote>");
                fields.Hidden("pledge_version", link.Pledge.Version.ToString(CultureInfo.InvariantCulture));
                fields.Hidden("locale", text.Tag);
                fields.Words("signatory_role", "you_are", "role", Enum.GetValues<SignatoryRole>());
                break;
            case LinkPurpose.ConfirmAttendance:
                Sessions(html, fields, texts, link.Sessions);
                break;
            case LinkPurpose.DeclareStaff:
                fields.Number("n", "staff_n", isRequired: true, link.Staff?.N);
                fields.Number("managers", "staff_managers", isRequired: false, link.Staff?.Managers, "staff_managers_hint");
                break;
            case LinkPurpose.ChangeStaff:
                fields.Words("change", "staff_change", "change", Enum.GetValues<StaffFields.Direction>());
                fields.Number("people", "staff_people", isRequired: true, usual: 1, least: 1, most: StaffChanges.PeopleMax);
                fields.Words("staff_role", "staff_role", "works", Enum.GetValues<StaffRole>(), StaffRole.Staff);
                break;
            case LinkPurpose.AskForMaterials:
                fields.Words("kind", "material", "material", link.Materials.Select(material => material.Kind));
                fields.Number("quantity", "quantity", isRequired: true, usual: null, least: 1, most: link.Materials.Max(material => material.QuantityMax));
                fields.Note("note", AskForMaterials.NoteCharactersMax, "material_note_hint");
                break;
            case LinkPurpose.Appeal:
                html.Write($"<p>{texts.With("appeal_until", ("day", Day(texts, link.Suspension!.AppealUntil)))}</p>");
                fields.Text("statement", "statement", AppealSuspension.StatementCharactersMax, "statement_hint");
                break;
            case LinkPurpose.ConfirmDisplay:
                fields.BeginGroup("decal_id", texts["which_sticker"]);
                foreach (var decal in link.Decals)
                {
                    fields.Option(
                        "radio", "decal_id", decal.Id.ToString(), texts.With("sticker_no", ("n", decal.Serial.ToString(CultureInfo.InvariantCulture))),
                        isUsual: link.Decals.Count == 1);
                }

                fields.EndGroup();
                fields.Words("placed_at", "where_sticker", "placed", Enum.GetValues<DecalPlace>());
                break;
            case LinkPurpose.LogIntervention:
                Intervention(fields, texts, link, now);
                break;
            case LinkPurpose.Pause:
                fields.Day("paused_until", "paused_until", null, today.AddDays(1), today.AddMonths(PartnershipGuards.PauseMonthsMax), "paused_until_hint");
                break;
            case LinkPurpose.Close:
                fields.Words("reason", "closing", "closing", [ClosingReason.ClosedDown, ClosingReason.Moved, ClosingReason.OwnershipChanged]);
                break;
            default:
                break;
        }
    }

    private static void Sessions(Html html, FormFields fields, PageSentences texts, IReadOnlyList<ShownSession> sessions)
    {
        fields.BeginGroup("training_session_id", texts["which_training"]);
        foreach (var session in sessions)
        {
            fields.BeginOption("radio", "training_session_id", session.Id.ToString(), isUsual: sessions.Count == 1);
            html.WriteName(session.Title, texts).Write($"<br>{Time(texts, session.StartsAt, session.TimeZone)}");
            if (session.Place is not null)
            {
                html.Write($"<br><bdi>{session.Place}</bdi>");
            }

            html.Write($"<br>{texts.With("were_there", ("n", session.Attended.ToString(CultureInfo.InvariantCulture)))}");
            fields.EndOption();
        }

        fields.EndGroup();
    }

    private static void Intervention(FormFields fields, PageSentences texts, ShownLink link, DateTimeOffset now)
    {
        var (day, part) = PartsOfDay.At(now.DateTime);
        fields.Day("report/occurred_on", "day", day, day.AddYears(-1), DateOnly.FromDateTime(now.DateTime), "day_hint");
        fields.Words("report/part_of_day", "part", "part", Enum.GetValues<PartOfDay>(), part);
        fields.Words("report/setting", "setting", "setting", Enum.GetValues<InterventionSetting>(), InterventionSetting.Inside);
        fields.ManyWords("report/incident_types", "incident", FrequentIncidents);
        fields.ManyWords("report/actions", "action", FrequentActions);
        fields.BeginGroup("report/people_helped", texts["helped"]);
        foreach (var people in new[] { "1", "2", "3" })
        {
            fields.Option("radio", "report/people_helped", people, texts[$"helped_{people}"], isUsual: people == "1");
        }

        fields.EndGroup();
        fields.ManyWords("report/outcomes", "outcome", FrequentOutcomes);
        fields.BeginGroup("also", texts["also"]);
        fields.Option("checkbox", "report/asked_by_codeword", "true", texts["codeword_asked"], isUsual: false);
        fields.Option("checkbox", "report/age_group", Word(AgeGroup.Child), texts["child"], isUsual: false);
        fields.Option("checkbox", "report/staff_harmed", "true", texts["staff_harmed"], isUsual: false);
        fields.EndGroup();
        fields.Words("report/follow_up", "follow", "follow", Enum.GetValues<FollowUp>(), FollowUp.None);
        if (link.TakesNarrative is true)
        {
            fields.Note("narrative", InterventionWriting.NarrativeCharactersMax, "note_hint");
        }
    }

    private static string Word<TEnum>(TEnum word) where TEnum : struct, Enum => ApiJson.Word(word);
}
