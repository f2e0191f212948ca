using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A trainer or coordinator writes down what is taught, anew or as the next version.</summary>
public static class RegisterCurriculum
{
    /// <summary>Versions of all curricula of one organisation: none is ever deleted.</summary>
    internal const int CurriculaMax = 500;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/curricula", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(RegisterCurriculum), "Register a curriculum", $"""
            A version is never changed: register the next one under the same `code`. It gets the number after the newest, unless
            you give it one. What was trained by an older version goes on counting. An organisation has at most {CurriculaMax}.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Curriculum.Example)
        .Refuses(ProblemCode.CurriculumExists, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var curriculum = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/curricula/{curriculum.Id}", curriculum);
    }

    /// <summary>What is taught.</summary>
    public sealed record Body
    {
        /// <summary>What all versions of it are called.</summary>
        [RegularExpression(Domain.Slug.Pattern, ErrorMessage = Domain.Slug.Rule)]
        public required string Code { get; init; }

        /// <summary>Its number among those of the same code; the next one unless given.</summary>
        [Range(1, 10_000)]
        public int? Version { get; init; }

        /// <summary>Its title, by language (BCP 47).</summary>
        [TranslatedText]
        public required IReadOnlyDictionary<string, string> Title { get; init; }

        /// <summary>How many hours it takes.</summary>
        [Range(0.25, 500)]
        public required double Hours { get; init; }

        /// <summary>For how many months it counts; a programme may let it count for less, never for longer.</summary>
        [Range(1, 120)]
        public int? ValidityMonths { get; init; }

        /// <summary>What it is about, as tokens such as <c>bystander_intervention</c>.</summary>
        [Length(0, 30), Tokens]
        public IReadOnlyList<string> Topics { get; init; } = [];

        /// <summary>The languages in which it can be taught (BCP 47).</summary>
        [Length(0, 20), LanguageTags]
        public IReadOnlyList<string> Languages { get; init; } = [];
    }

    internal sealed record Command(Body Body) : ICommand<Curriculum>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Curriculum>
    {
        public async Task<Curriculum> Handle(Command command, CancellationToken cancellationToken)
        {
            var (body, now) = (command.Body, clock.GetUtcNow());
            var id = RowId.At(now);
            audit.Record("curriculum", id, ["code", "version", "title", "hours", "validity_months", "topics", "languages"]);
            await using var answers = await database.Ask(
                LockCodeThenInsert,
                new
                {
                    id,
                    code = body.Code,
                    version = body.Version,
                    title = JsonText.Of(body.Title, ApiJson.Options),
                    hours = body.Hours,
                    validityMonths = body.ValidityMonths,
                    topics = body.Topics.ToArray(),
                    languages = body.Languages.ToArray(),
                    now,
                },
                cancellationToken);
            await answers.List<int>(cancellationToken);
            var curriculum = (await answers.FirstOrDefault<Curriculum>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), CurriculaMax);
            return curriculum;
        }
    }

    private static Body Example => new()
    {
        Code = Curriculum.Example.Code,
        Title = Curriculum.Example.Title.Read<Dictionary<string, string>>(ApiJson.Options),
        Hours = Curriculum.Example.Hours,
        ValidityMonths = Curriculum.Example.ValidityMonths,
        Topics = Curriculum.Example.Topics,
        Languages = Curriculum.Example.Languages,
    };

    // One at a time under a code, so that two texts become two versions.
    private const string LockCodeThenInsert =
        $"""
        select 1 from pg_advisory_xact_lock(hashtextextended(concat_ws(' ', @tenantId, 'curricula', @code), 0));

        insert into curricula as c (tenant_id, id, code, version, title, hours, validity_months, topics, languages, created_at)
        values (
            @tenantId, @id, @code,
            coalesce(
                @version,
                (select max(n.version) from curricula n where n.tenant_id = @tenantId and n.code = @code) + 1,
                1),
            @title, @hours, @validityMonths, @topics, @languages, @now)
        returning {Curriculum.Columns};

        select count(*) from curricula c where c.tenant_id = @tenantId
        """;
}
