using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Venues;

/// <summary>A volunteer or coordinator registers a venue.</summary>
public static class RegisterVenue
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/venues", Endpoint)
        .Requires(Permission.WriteVenues)
        .Describe(nameof(RegisterVenue), "Register a venue", """
            Nothing becomes public by this: a venue is listed only while its partnership is active. The answer names
            venues with a similar name within 50 metres as `possible_duplicates`; they are never merged.
            """)
        .Takes<VenueBody>(VenueExamples.Body)
        .Gives<Venue>(StatusCodes.Status201Created, VenueExamples.Venue)
        .Refuses(ProblemCode.ExternalIdTaken, ProblemCode.ChainMissing, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        VenueBody body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var venue = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/venues/{venue.Id}", venue);
    }

    internal sealed record Command(VenueBody Body) : ICommand<Venue>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Venue>
    {
        public async Task<Venue> Handle(Command command, CancellationToken cancellationToken)
        {
            var organisation = callers.Caller.Organisation;
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            await using var answers = await database.Ask(
                [
                    .. VenueWriting.Insert(id, command.Body, organisation, now),
                    Registered(id),
                ],
                cancellationToken);
            audit.Record("venue", id, VenueWriting.FieldsOf(command.Body));
            return await Read(answers, organisation, cancellationToken);
        }
    }

    /// <summary>Selects a venue that has just been registered, for <see cref="Read"/>.</summary>
    internal static SqlCall Registered(Guid id) =>
        new(SelectRegistered, new { id, similar = SimilarNameMin, withinMetres = DuplicateWithinMetres });

    /// <summary>The venue with its possible duplicates, unless it is one too many.</summary>
    internal static async Task<Venue> Read(
        Answers answers, CallersOrganisation organisation, CancellationToken cancellationToken)
    {
        var venue = (await answers.FirstOrDefault<Venue>(cancellationToken))!;
        var duplicates = await answers.List<PossibleDuplicate>(cancellationToken);
        venue.PossibleDuplicates = duplicates.Count == 0 ? null : duplicates;
        Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), organisation.VenuesMax);
        return venue;
    }

    /// <summary>How near a venue of a similar name is perhaps the same one.</summary>
    internal const double DuplicateWithinMetres = 50;

    /// <summary>How alike two names are (pg_trgm's similarity) to be called similar.</summary>
    internal const double SimilarNameMin = 0.65;

    internal const string DuplicateColumns =
        """
        other.id, other.name,
            round(distance_m(other.latitude, other.longitude, v.latitude, v.longitude)::numeric, 1)::double precision
                as distance_m,
            round(similarity(other.search_text, v.search_text)::numeric, 2)::double precision as name_similarity
        """;

    // A degree of latitude is 111 km everywhere, which lets the index on positions find the few candidates.
    internal const string IsPossibleDuplicate =
        """
        other.tenant_id = v.tenant_id
         and other.latitude between v.latitude - @withinMetres / 111000 and v.latitude + @withinMetres / 111000
         and other.id <> v.id
         and other.deleted_at is null
         and distance_m(other.latitude, other.longitude, v.latitude, v.longitude) <= @withinMetres
         and similarity(other.search_text, v.search_text) >= @similar
        """;

    internal const string SelectRegistered =
        $"""
        {VenueWriting.SelectVenue};

        select {DuplicateColumns}
        from venues v
        join venues other
          on {IsPossibleDuplicate}
        where v.tenant_id = @tenantId
          and v.id = @id
        order by distance_m, other.id
        limit 5;

        {VenueWriting.CountVenues}
        """;
}
