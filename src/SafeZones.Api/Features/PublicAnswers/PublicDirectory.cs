using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.PublicAnswers;

/// <summary>
/// The one statement by which the list, its changes and the pack find a programme's safe zones, so that no two of them can
/// disagree. The slug says whose partition; row security then shows that one and no other.
/// </summary>
internal static class PublicDirectory
{
    /// <summary>Asks in the partition of the programme; 404 where there is none that the public knows.</summary>
    /// <param name="database">The platform's door.</param>
    /// <param name="select">The statements; the values name the slug.</param>
    /// <param name="values">Their values.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answers, of which the next is that of the first statement.</returns>
    public static async Task<Answers> Ask(
        PlatformDatabase database, string select, object values, CancellationToken cancellationToken)
    {
        var answers = await database.Ask([new SqlCall(Enter, values), new SqlCall(select, values)], cancellationToken);
        try
        {
            await answers.List<object>(cancellationToken);
            _ = await answers.FirstOrDefault<Guid?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            return answers;
        }
        catch
        {
            await answers.DisposeAsync();
            throw;
        }
    }

    private const string Enter =
        """
        select set_tenant(s.organisation_id) from programme_slugs s where s.slug = @slug;

        select s.programme_id
        from programme_slugs s
        join programmes p on p.tenant_id = s.organisation_id and p.id = s.programme_id
        where s.slug = @slug and p.status <> 'draft'
        """;

    /// <summary>
    /// The safe zones of the programme <c>@slug</c> that want to be found, each as it is shown: what is searched is what is
    /// shown, or narrowing a search would tell the exact place. An organisation that the platform has suspended has none. The true
    /// position is there to pass over what is far away before anything is computed, and is never selected.
    /// </summary>
    public const string Zones =
        $"""
        select {Shown}
        from programme_slugs s
        join tenant_directory o on o.id = s.organisation_id
        join programmes p on p.tenant_id = s.organisation_id and p.id = s.programme_id
        {Venues}
        where s.slug = @slug and {AreListed}
        """;

    /// <summary>The same safe zones, of the programme whose sticker bears <c>@code</c>.</summary>
    public const string ZonesOfSticker =
        $"""
        select {Shown}
        from decal_codes c
        join tenant_directory o on o.id = c.organisation_id
        join decals d on d.tenant_id = c.organisation_id and d.id = c.decal_id
        join partnerships own on own.tenant_id = d.tenant_id and own.id = d.partnership_id
        join programmes p on p.tenant_id = own.tenant_id and p.id = own.programme_id
        {Venues}
        where c.code = @code and {AreListed}
        """;

    /// <summary>Where the sticker that bears <c>@code</c> hangs, if its place may be known; then as it is shown.</summary>
    public const string PlaceOfSticker =
        $"""
        select r.public_id as id, {Position}, v.visibility = 'public' as is_exact
        from decal_codes c
        join decals d on d.tenant_id = c.organisation_id and d.id = c.decal_id
        join partnerships r on r.tenant_id = d.tenant_id and r.id = d.partnership_id
        join programmes p on p.tenant_id = r.tenant_id and p.id = r.programme_id
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        {Field}
        where c.code = @code and v.visibility in ('public', 'approximate') and v.deleted_at is null
        """;

    private const string Shown =
        $"""
        r.public_id as id, v.name, v.category, {Position},
            v.visibility = 'approximate' as is_approximate, case when v.visibility = 'public' then v.street end as street,
            v.locality, v.opening_hours, v.time_zone, v.languages, v.offers,
            v.latitude as true_latitude, v.longitude as true_longitude,
            greatest(r.status_since, v.updated_at, p.updated_at, o.updated_at) as changed_at
        """;

    private const string Position =
        """
        shown_latitude(v.latitude, f.field) as latitude, shown_longitude(v.latitude, v.longitude, f.field) as longitude
        """;

    private const string Venues =
        $"""
        join partnerships r on r.tenant_id = p.tenant_id and r.programme_id = p.id
        join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
        {Field}
        """;

    private const string Field =
        """
        cross join lateral (
            select case
                when v.visibility = 'public' or p.policy ->> 'location_precision' = 'exact' then 0
                when p.policy ->> 'location_precision' = 'block' then 100
                else 500
            end as field) f
        """;

    private const string AreListed =
        """
        o.status = 'active' and p.status = 'running' and r.status = 'active'
          and v.visibility in ('public', 'approximate') and v.deleted_at is null
        """;
}
