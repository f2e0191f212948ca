using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.PublicAnswers;

/// <summary>A programme of an organisation as the public asks for it.</summary>
internal sealed class PublicDirectoryWorld
{
    private readonly RunningApi api;
    private readonly string path;

    private PublicDirectoryWorld(RunningApi api, Organisation organisation, string path)
    {
        this.api = api;
        this.path = path;
        Organisation = organisation;
    }

    public Organisation Organisation { get; }

    public static async Task<PublicDirectoryWorld> Create(RunningApi api)
    {
        var organisation = await api.Organisation();
        var slug = (string)(await organisation.Owner.Get($"/v1/programmes/{await organisation.Programme()}")).Body["public_slug"]!;
        return new PublicDirectoryWorld(api, organisation, $"/v1/public/programmes/{slug}");
    }

    /// <summary>A passer-by's question about the programme: <c>venues</c>, <c>changes</c> or <c>pack</c>.</summary>
    public Task<Answer> Get(string what, params (string Name, string Value)[] headers) => api.Stranger.Get($"{path}/{what}", headers);

    public string Path(string what) => $"{path}/{what}";

    /// <summary>As if all of that had happened an hour ago.</summary>
    public async Task Settle()
    {
        foreach (var change in new[]
        {
            "update partnerships set status_since = status_since - interval '1 hour', updated_at = updated_at - interval '1 hour' where tenant_id = $1",
            "update venues set updated_at = updated_at - interval '1 hour' where tenant_id = $1",
            "update programmes set updated_at = updated_at - interval '1 hour' where tenant_id = $1",
            "update tenant_directory set updated_at = updated_at - interval '1 hour' where id = $1",
        })
        {
            await api.Database.Look<object>(change, Organisation.Id);
        }
    }

    public Task<Answer> List(string query = "", params (string Name, string Value)[] headers) => Get($"venues{query}", headers);

    /// <summary>A venue that is a safe zone, changed like this before it becomes one.</summary>
    /// <returns>Its public id.</returns>
    public async Task<Guid> Zone(object? patch = null) => await PublicId(await Partnership(patch));

    /// <summary>The same; its partnership as the organisation knows it.</summary>
    public async Task<Answer> Partnership(object? patch = null)
    {
        var partnership = await Organisation.Active();
        if (patch is not null)
        {
            await PatchVenue(partnership, patch);
        }

        return partnership;
    }

    public async Task PatchVenue(Answer partnership, object patch) =>
        (await Organisation.Owner.Patch($"/v1/venues/{partnership.Body["venue_id"]}", patch, "*")).Expect(HttpStatusCode.OK);

    public async Task<Guid> PublicId(Answer partnership) =>
        await api.Database.Look<Guid>("select public_id from partnerships where id = $1", partnership.Id);

    /// <summary>So many more safe zones, like the one that is there; by SQL, because a thousand take minutes otherwise.</summary>
    public async Task Fill(IReadOnlyList<(string Name, double Latitude, double Longitude, string Hours)> venues)
    {
        await api.Database.Look<object>(Insert,
            Organisation.Id,
            venues.Select(venue => venue.Name).ToArray(),
            venues.Select(venue => venue.Latitude).ToArray(),
            venues.Select(venue => venue.Longitude).ToArray(),
            venues.Select(venue => venue.Hours).ToArray());
        // A plan that was made while there were ten rows compares each with each; autovacuum would have it made anew within a minute.
        await api.Database.Look<object>("analyze venues, partnerships, partnership_moves");
    }

    private const string Insert =
        """
        with one as (
            select v as venue, r as partnership
            from partnerships r
            join venues v on v.tenant_id = r.tenant_id and v.id = r.venue_id
            where r.tenant_id = $1 and r.status = 'active'
            limit 1),
        others as (
            select gen_random_uuid() as venue_id, gen_random_uuid() as partnership_id, name, latitude, longitude, hours
            from unnest($2::text[], $3::double precision[], $4::double precision[], $5::text[]) as given (name, latitude, longitude, hours)),
        new_venues as (
            insert into venues
            select (jsonb_populate_record(one.venue, jsonb_build_object(
                'id', o.venue_id, 'name', jsonb_build_object('vi', o.name), 'latitude', o.latitude, 'longitude', o.longitude,
                'opening_hours', o.hours))).*
            from one, others o),
        new_partnerships as (
            insert into partnerships
            select (jsonb_populate_record(one.partnership, jsonb_build_object(
                'id', o.partnership_id, 'venue_id', o.venue_id, 'public_id', gen_random_uuid()))).*
            from one, others o)
        insert into partnership_moves (tenant_id, id, partnership_id, at, action, from_status, to_status, actor)
        select (one.partnership).tenant_id, gen_random_uuid(), o.partnership_id, (one.partnership).status_since, 'activate', 'pledged', 'active',
            'coordinator'
        from one, others o
        """;
}
