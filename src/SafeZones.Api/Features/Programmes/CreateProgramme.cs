using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Programmes;

/// <summary>A coordinator prepares a programme, from a preset or with a policy of its own.</summary>
public static class CreateProgramme
{
    /// <summary>Programmes of one organisation, ended ones among them: none is ever deleted.</summary>
    internal const int ProgrammesMax = 50;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/programmes", Endpoint)
        .Requires(Permission.ManageProgrammes)
        .Describe(nameof(CreateProgramme), "Create a programme",
            $"""
            It begins as a draft, of which nothing is public, and runs once it is activated. An organisation has at most
            {ProgrammesMax} programmes, ended ones among them.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Programme.Example)
        .Refuses(ProblemCode.SlugTaken, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var programme = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/programmes/{programme.Id}", programme);
    }

    /// <summary>A new programme.</summary>
    public sealed record Body : IConsistent
    {
        /// <summary>Its name, by language (BCP 47).</summary>
        [TranslatedText]
        public required IReadOnlyDictionary<string, string> Name { get; init; }

        /// <inheritdoc cref="ProgrammeBody.Codeword"/>
        [StringLength(ProgrammeBody.CodewordCharactersMax, MinimumLength = 1), OneLine]
        public string? Codeword { get; init => field = value?.Trim(); }

        /// <inheritdoc cref="ProgrammeBody.CodewordIsPublic"/>
        public bool CodewordIsPublic { get; init; }

        /// <inheritdoc cref="ProgrammeBody.Hotline"/>
        [StringLength(ProgrammeBody.HotlineCharactersMax), Telephone]
        public string? Hotline { get; init => field = value is null ? null : TelephoneNumber.E164OrDefault(value) ?? value; }

        /// <summary>Its short name in public addresses, unique on the platform; it never changes.</summary>
        [RegularExpression(Domain.Slug.Pattern, ErrorMessage = Domain.Slug.Rule)]
        public required string PublicSlug { get; init; }

        /// <summary>A policy from the field; <c>training_first</c> unless a preset or a policy is given.</summary>
        public ProgrammePreset? Preset { get; init; }

        /// <summary>A policy of its own, instead of a preset.</summary>
        [Policy]
        public ProgrammePolicy? Policy { get; init; }

        /// <summary>Its first day.</summary>
        [CalendarDay]
        public DateOnly? ValidFrom { get; init; }

        /// <summary>Its last day.</summary>
        [CalendarDay]
        public DateOnly? ValidUntil { get; init; }

        IEnumerable<Fault> IConsistent.Contradictions()
        {
            if (Preset is not null && Policy is not null)
            {
                yield return Fault.At("/preset", FaultCode.Contradiction, ("rule", "give either preset or policy"));
            }

            if (ValidUntil < ValidFrom)
            {
                yield return Fault.At("/valid_until", FaultCode.DatesReversed);
            }
        }
    }

    internal sealed record Command(Body Body) : ICommand<Programme>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Programme>
    {
        public async Task<Programme> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            await using var answers = await database.Ask(
                InsertProgramme,
                new
                {
                    id,
                    name = JsonText.Of(body.Name, ApiJson.Options),
                    codeword = body.Codeword,
                    codewordIsPublic = body.CodewordIsPublic,
                    hotline = body.Hotline,
                    publicSlug = body.PublicSlug,
                    policy = JsonText.Of(
                        body.Policy ?? ProgrammePresets.Of(body.Preset ?? ProgrammePreset.TrainingFirst), ApiJson.Options),
                    validFrom = body.ValidFrom,
                    validUntil = body.ValidUntil,
                    now,
                },
                cancellationToken);
            audit.Record("programme", id,
                JsonSerializer.SerializeToNode(body, ApiJson.Options)!.AsObject().Select(member => member.Key));
            var programme = (await answers.FirstOrDefault<Programme>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), ProgrammesMax);
            return programme;
        }
    }

    internal static Body Example { get; } = new()
    {
        Name = new Dictionary<string, string> { ["en"] = "Night Safe Zones", ["vi"] = "Khu vực An toàn ban đêm" },
        Codeword = "Angela",
        CodewordIsPublic = true,
        Hotline = "+12025550100",
        PublicSlug = "example-nights",
        Preset = ProgrammePreset.NightVenue,
        ValidFrom = new DateOnly(2027, 1, 1),
    };

    private const string InsertProgramme =
        $"""
        insert into programmes as p (
            tenant_id, id, name, codeword, codeword_is_public, hotline, public_slug, policy, valid_from, valid_until, status,
            created_at, updated_at, version)
        values (
            @tenantId, @id, @name, @codeword, @codewordIsPublic, @hotline, @publicSlug, @policy, @validFrom, @validUntil, 'draft',
            @now, @now, 1)
        returning {Programme.Columns};

        select count(*) from programmes p where p.tenant_id = @tenantId;

        insert into programme_slugs (slug, organisation_id, programme_id)
        values (@publicSlug, @tenantId, @id)
        """;
}
