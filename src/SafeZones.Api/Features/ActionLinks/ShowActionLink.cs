using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Links;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;

namespace SafeZones.Api.Features.ActionLinks;

/// <summary>A venue reads what the link that it was given is for.</summary>
public static class ShowActionLink
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/links/{token}", [HttpMethods.Get, HttpMethods.Head], Endpoint)
        .RequiresLink()
        .Describe(nameof(ShowActionLink), "Read what a link is for", """
            Changes nothing, however often it is read: mail scanners follow links. Used, expired, revoked and made up links get the same
            404. What the venue needs to know before it acts is here: the pledge, how many people it said work there, its
            decals, the trainings that it has not confirmed, the material that it may ask for, why it is suspended,
            whether notes are taken.
            """)
        .Gives(StatusCodes.Status200OK, ShownLink.Example);

    private static async Task<IResult> Endpoint(HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var shown = await mediator.Send(new Query(), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return Reply.Json(shown);
    }

    internal sealed record Query : IQuery<ShownLink>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers) : IRequestHandler<Query, ShownLink>
    {
        public async Task<ShownLink> Handle(Query query, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                SelectShown, new { id = callers.Caller.Id, replaceable = MaterialAsking.Replaceable.ToArray() }, cancellationToken);
            var place = await answers.FirstOrDefault<Place>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            return new ShownLink(
                place.Purpose, place.ExpiresAt, place.Organisation, place.Programme, place.Venue, place.Status,
                await answers.FirstOrDefault<ShownPledge>(cancellationToken),
                place.StaffTotal is { } total ? new ShownStaff(total, place.StaffManagers ?? 0, place.StaffAsOf!.Value) : null,
                await answers.List<ShownDecal>(cancellationToken), await answers.List<ShownSession>(cancellationToken),
                place.Purpose == LinkPurpose.AskForMaterials ? Askable(await answers.List<Held>(cancellationToken)) : [],
                place.Suspension, place.HasPhoto, place.TimeZone, place.TakesNarrative)
            {
                IsUsed = place.IsUsed,
                IsHosted = place.IsHosted,
                BrandColour = place.BrandColour,
                Logo = place.Logo,
            };
        }

        private static List<ShownMaterial> Askable(List<Held> held) =>
        [
            .. from kind in Enum.GetValues<MaterialKind>()
               let most = MaterialAsking.Most(kind, held.Find(one => one.Kind == kind)?.Pieces ?? 0)
               where most > 0
               select new ShownMaterial(kind, most),
        ];
    }

    private sealed record Place(
        LinkPurpose Purpose, DateTimeOffset ExpiresAt, JsonText Organisation, JsonText Programme, JsonText Venue, PartnershipStatus Status,
        int? StaffTotal, int? StaffManagers, DateOnly? StaffAsOf, string? Reason, DateTimeOffset StatusSince, string TimeZone,
        bool? HasPhoto, bool? TakesNarrative, bool IsUsed, bool IsHosted, string? BrandColour, string? Logo)
    {
        public ShownSuspension? Suspension => Purpose == LinkPurpose.Appeal && Status == PartnershipStatus.Suspended
            ? new ShownSuspension(Reason, StatusSince, Appeals.LastDay(TimeZoneName.DayOf(StatusSince, TimeZone)))
            : null;
    }

    private sealed record Held(MaterialKind Kind, int Pieces);

    // Each purpose is told what it needs and no more; of a session for several venues the own head-count alone.
    private const string SelectShown =
        """
        select l.purpose, l.expires_at, o.name as organisation, p.name as programme, v.name as venue, r.status,
            case when l.purpose in ('declare_staff', 'change_staff') then v.staff_total end as staff_total, v.staff_managers, v.staff_as_of,
            r.reason, r.status_since, v.time_zone,
            case when l.purpose = 'confirm_display' then exists (
                select from display_photos d where d.tenant_id = l.tenant_id and d.action_link_id = l.id) end as has_photo,
            case when l.purpose = 'log_intervention' then coalesce((p.policy->>'narrative_enabled')::boolean, false) end as takes_narrative,
            l.used_at is not null as is_used, o.hosted_pages as is_hosted, o.brand_colour, o.logo
        from action_links l
        join organisations o on o.tenant_id = l.tenant_id
        join partnerships r on r.tenant_id = l.tenant_id and r.id = l.partnership_id
        join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        where l.tenant_id = @tenantId and l.id = @id;

        select t.version, t.body as text, t.required_from
        from action_links l
        join partnerships r on r.tenant_id = l.tenant_id and r.id = l.partnership_id
        join pledge_texts t on t.tenant_id = r.tenant_id and t.programme_id = r.programme_id
        where l.tenant_id = @tenantId and l.id = @id and l.purpose = 'accept_pledge'
        order by t.version desc
        limit 1;

        select d.id, d.serial, d.state
        from action_links l
        join decals d on d.tenant_id = l.tenant_id and d.partnership_id = l.partnership_id and d.state in ('issued', 'displayed')
        where l.tenant_id = @tenantId and l.id = @id and l.purpose = 'confirm_display'
        order by d.id
        limit 50;

        select s.id, c.title, s.starts_at, s.time_zone, s.place,
            (select coalesce(sum(t.headcount), 0)::int
             from training_records t
             where t.tenant_id = s.tenant_id and t.session_id = s.id and t.venue_id = r.venue_id) as attended
        from action_links l
        join partnerships r on r.tenant_id = l.tenant_id and r.id = l.partnership_id
        join training_sessions s on s.tenant_id = r.tenant_id and s.status = 'held'
          and (s.venue_id = r.venue_id or s.venue_id is null and exists (
              select from training_records t where t.tenant_id = s.tenant_id and t.session_id = s.id and t.venue_id = r.venue_id))
        join curricula c on c.tenant_id = s.tenant_id and c.id = s.curriculum_id
        where l.tenant_id = @tenantId and l.id = @id and l.purpose = 'confirm_attendance'
          and not exists (
              select from session_confirmations k
              where k.tenant_id = s.tenant_id and k.session_id = s.id and k.venue_id = r.venue_id)
        order by s.starts_at desc, s.id
        limit 20;

        select e.kind, count(*)::int as pieces
        from action_links l
        join decals d on d.tenant_id = l.tenant_id and d.partnership_id = l.partnership_id and d.state = any(@replaceable)
        join material_editions e on e.tenant_id = d.tenant_id and e.id = d.material_edition_id
        where l.tenant_id = @tenantId and l.id = @id and l.purpose = 'ask_for_materials'
        group by e.kind
        """;
}

/// <summary>What a venue learns of a link.</summary>
/// <param name="Purpose">The one thing that it is for.</param>
/// <param name="ExpiresAt">Until when it is good (UTC).</param>
/// <param name="Organisation">Who asks, by language (BCP 47).</param>
/// <param name="Programme">For which programme, by language.</param>
/// <param name="Venue">The venue, by language.</param>
/// <param name="Status">Where it stands in the programme.</param>
/// <param name="Pledge">What it is asked to promise, where the link is for that.</param>
/// <param name="Staff">How many people it said work there, where the link is for that.</param>
/// <param name="Decals">Its decals that can be put on show, where the link is for that.</param>
/// <param name="Sessions">The trainings of its people that it has not confirmed, where the link is for that.</param>
/// <param name="Materials">What it may ask for, where the link is for that.</param>
/// <param name="Suspension">What it can appeal against, where the link is for that and it is suspended.</param>
/// <param name="HasPhoto">Whether a photo of the decal has arrived, where the link is for putting one on show.</param>
/// <param name="TimeZone">The time zone of the venue (IANA).</param>
/// <param name="TakesNarrative">Whether the programme takes a note with an intervention, where the link is for that.</param>
public sealed record ShownLink(
    LinkPurpose Purpose, DateTimeOffset ExpiresAt, JsonText Organisation, JsonText Programme, JsonText Venue, PartnershipStatus Status,
    ShownPledge? Pledge, ShownStaff? Staff, IReadOnlyList<ShownDecal> Decals, IReadOnlyList<ShownSession> Sessions,
    IReadOnlyList<ShownMaterial> Materials, ShownSuspension? Suspension, bool? HasPhoto, string TimeZone, bool? TakesNarrative)
{
    /// <summary>Whether it was: then it is only shown to be refused, unless an answer is given again.</summary>
    internal bool IsUsed { get; init; }

    /// <summary>Whether the organisation has our pages shown for it.</summary>
    internal bool IsHosted { get; init; } = true;

    /// <summary>The colour that they wear.</summary>
    internal string? BrandColour { get; init; }

    /// <summary>The organisation's sign, an SVG that is harmless.</summary>
    internal string? Logo { get; init; }

    internal static ShownLink Example { get; } = new(
        LinkPurpose.AcceptPledge, ActionLink.Example.ExpiresAt, new JsonText("""{"en":"Safe Streets Network"}"""),
        new JsonText("""{"en":"Night Safe Zones"}"""), new JsonText("""{"vi":"Quán cà phê mẫu"}"""), PartnershipStatus.Interested,
        new ShownPledge(1, new JsonText("""{"en":"We help whoever asks us, and we know how."}"""), new DateOnly(2026, 12, 24)), null, [], [], [], null, null,
        "Asia/Ho_Chi_Minh", null);
}

/// <summary>What a venue is asked to promise.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Text">The text, by language (BCP 47).</param>
/// <param name="RequiredFrom">The first day on which an older version no longer does.</param>
public sealed record ShownPledge(int Version, JsonText Text, DateOnly RequiredFrom);

/// <summary>How many people a venue said work there.</summary>
/// <param name="N">How many.</param>
/// <param name="Managers">How many of them are managers.</param>
/// <param name="AsOf">On which day that was so.</param>
public sealed record ShownStaff(int N, int Managers, DateOnly AsOf);

/// <summary>A sticker of the venue's.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Serial">The number that is printed on it.</param>
/// <param name="State">Where it is.</param>
public sealed record ShownDecal(Guid Id, int Serial, DecalState State);

/// <summary>A training of the venue's people.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What was taught, by language (BCP 47).</param>
/// <param name="StartsAt">When it began (UTC).</param>
/// <param name="TimeZone">The time zone of the place (IANA).</param>
/// <param name="Place">Where it was, in words.</param>
/// <param name="Attended">How many of the venue were marked as present.</param>
public sealed record ShownSession(Guid Id, JsonText Title, DateTimeOffset StartsAt, string TimeZone, string? Place, int Attended);

/// <summary>Something that the venue may ask for.</summary>
/// <param name="Kind">What.</param>
/// <param name="QuantityMax">How many at the most.</param>
public sealed record ShownMaterial(MaterialKind Kind, int QuantityMax);

/// <summary>A suspension that the venue can appeal against.</summary>
/// <param name="Reason">The class of the reason.</param>
/// <param name="Since">When it began (UTC).</param>
/// <param name="AppealUntil">The last day for an appeal, where the venue is.</param>
public sealed record ShownSuspension(string? Reason, DateTimeOffset Since, DateOnly AppealUntil);
