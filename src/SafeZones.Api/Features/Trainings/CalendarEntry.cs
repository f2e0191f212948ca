using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A training session as a calendar shows it: nobody's name, and no venue that does not want to be found.</summary>
/// <param name="Id">The session; its UID, so that a calendar knows it again.</param>
/// <param name="Title">What is taught, in the organisation's own language.</param>
/// <param name="Description">The curriculum and its version.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Location">Where.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Version">Counts its changes.</param>
internal sealed record CalendarEntry(
    Guid Id, string Title, string Description, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Location,
    TrainingSessionStatus Status, DateTimeOffset UpdatedAt, long Version)
{
    /// <summary>What calendars read.</summary>
    public const string MediaType = "text/calendar";

    internal const string Columns =
        """
        s.id,
            coalesce(
                c.title ->> o.default_locale, (select t.value from jsonb_each_text(c.title) t order by t.key limit 1)) as title,
            c.code || ' v' || c.version as description, s.starts_at, s.ends_at,
            nullif(concat_ws(
                ', ', s.place,
                coalesce(v.name ->> o.default_locale, (select n.value from jsonb_each_text(v.name) n order by n.key limit 1)),
                v.street, v.locality), '') as location,
            s.status, s.updated_at, s.version
        """;

    // Calendars are shared and lie on other people's servers: they name no venue that the directory would not name.
    internal const string Joins =
        """
        join curricula c on c.tenant_id = s.tenant_id and c.id = s.curriculum_id
        join organisations o on o.tenant_id = s.tenant_id
        left join venues v on v.tenant_id = s.tenant_id and v.id = s.venue_id and v.visibility = 'public' and v.deleted_at is null
        """;

    /// <summary>RFC 5545. Instants are in UTC: every calendar shows them by its own clock, on either side of a change.</summary>
    public static CalendarFile File(IEnumerable<CalendarEntry> entries)
    {
        var calendar = new Calendar { ProductId = "-//SafeZones//Trainings//EN", Method = CalendarMethods.Publish };
        calendar.Events.AddRange(entries.Select(entry => entry.ToEvent()));
        return new CalendarFile(new CalendarSerializer().SerializeToString(calendar)!);
    }

    private CalendarEvent ToEvent() => new()
    {
        Uid = Id.ToString(),
        DtStamp = Instant(UpdatedAt),
        LastModified = Instant(UpdatedAt),
        Sequence = (int)(Version - 1),
        Start = Instant(StartsAt),
        End = Instant(EndsAt),
        Summary = Title,
        Description = Description,
        Location = Location,
        Status = Status == TrainingSessionStatus.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
    };

    private static CalDateTime Instant(DateTimeOffset at) => new(at.UtcDateTime, "UTC");
}

/// <summary>A calendar (RFC 5545), for whichever program keeps one.</summary>
/// <param name="Text">As it is sent.</param>
[JsonShape(typeof(string))]
public sealed record CalendarFile(string Text)
{
    internal const string Example =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//SafeZones//Trainings//EN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\n"
        + "UID:019a0c5e-7c3b-7e21-9f10-000000000012\r\nDTSTAMP:20261124T060000Z\r\nLAST-MODIFIED:20261124T060000Z\r\n"
        + "SEQUENCE:0\r\nDTSTART:20261201T070000Z\r\nDTEND:20261201T093000Z\r\nSUMMARY:Safe nights: see\\, ask\\, help\r\n"
        + "DESCRIPTION:safe-nights v1\r\nLOCATION:Upper floor\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}
