using MediatR;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Languages;

namespace SafeZones.Api.Features.Partnerships;

/// <summary>A coordinator publishes what venues promise from now on.</summary>
public static class PublishPledgeText
{
    internal const int VersionsMax = 50;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/programmes/{programmeId:guid}/pledge-texts", Endpoint)
        .Requires(Permission.ManageProgrammes)
        .Describe(nameof(PublishPledgeText), "Publish a pledge text", """
            Becomes the next version and is never changed. From `required_from` on a venue must have accepted it: one that has
            accepted an older version is asked again, and lapses if it does not within the programme's grace.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, PledgeText.Example)
        .Refuses(ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(
        Guid programmeId, Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(programmeId, body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>The text.</summary>
    public sealed record Body
    {
        /// <summary>What the venue promises, by language (BCP 47).</summary>
        [PledgeTexts]
        public required IReadOnlyDictionary<string, string> Text { get; init; }

        /// <summary>The first day on which an older version no longer does; leave venues time to sign.</summary>
        [CalendarDay]
        public required DateOnly RequiredFrom { get; init; }
    }

    internal sealed record Command(Guid ProgrammeId, Body Body) : ICommand<PledgeText>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock) : IRequestHandler<Command, PledgeText>
    {
        public async Task<PledgeText> Handle(Command command, CancellationToken cancellationToken)
        {
            var programmeId = command.ProgrammeId;
            int version;
            await using (var answers = await database.Ask(LockProgramme, new { programmeId }, cancellationToken))
            {
                _ = await answers.FirstOrDefault<long?>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
                version = await answers.FirstOrDefault<int>(cancellationToken) + 1;
            }

            Problem.ThrowIfTooMany(version, VersionsMax);
            var now = clock.GetUtcNow();
            var id = RowId.At(now);
            audit.Record("pledge_text", id, ["text", "required_from"]);
            await using var written = await database.Ask(
                [
                    new SqlCall(InsertText, new
                    {
                        id,
                        programmeId,
                        version,
                        body = JsonText.Of(command.Body.Text, ApiJson.Options),
                        requiredFrom = command.Body.RequiredFrom,
                        now,
                    }),
                    PartnershipReview.OfProgramme(programmeId, now),
                ],
                cancellationToken);
            return (await written.FirstOrDefault<PledgeText>(cancellationToken))!;
        }
    }

    private static Body Example => new()
    {
        Text = PledgeText.Example.Body.Read<Dictionary<string, string>>(ApiJson.Options),
        RequiredFrom = PledgeText.Example.RequiredFrom,
    };

    // Locked, so that two texts become two versions.
    private const string LockProgramme =
        """
        select p.version from programmes p where p.tenant_id = @tenantId and p.id = @programmeId for no key update;

        select coalesce(max(t.version), 0) from pledge_texts t where t.tenant_id = @tenantId and t.programme_id = @programmeId
        """;

    private const string InsertText =
        $"""
        insert into pledge_texts as t (tenant_id, id, programme_id, version, body, required_from, published_at)
        values (@tenantId, @id, @programmeId, @version, @body, @requiredFrom, @now)
        returning {PledgeText.Columns}
        """;
}

/// <summary>A text of several paragraphs by language: tags that exist, 1 to 5,000 characters each.</summary>
internal sealed class PledgeTextsAttribute : MemberRule
{
    private const int CharactersMax = 5_000;

    public override IEnumerable<Fault> Faults(object value)
    {
        var texts = (IReadOnlyDictionary<string, string>)value;
        if (texts.Count is 0 or > Translations.TagsMax)
        {
            return [Fault.At("", texts.Count == 0 ? FaultCode.Required : FaultCode.TooMany, ("most", Translations.TagsMax))];
        }

        return texts.SelectMany(pair =>
        {
            var pointer = "/" + JsonFaults.Escape(pair.Key);
            return new[]
            {
                LanguageTag.Exists(pair.Key) ? null : Fault.At(pointer, FaultCode.UnknownLanguage),
                string.IsNullOrWhiteSpace(pair.Value) ? Fault.At(pointer, FaultCode.TooShort, ("least", 1)) : null,
                pair.Value.Length > CharactersMax ? Fault.At(pointer, FaultCode.TooLong, ("most", CharactersMax)) : null,
                pair.Value.Any(character => char.IsControl(character) && character != '\n') ? Fault.At(pointer, FaultCode.InvalidText) : null,
            }.OfType<Fault>();
        });
    }

    public override void Describe(OpenApiSchema schema)
    {
        schema.MinProperties = 1;
        schema.MaxProperties = Translations.TagsMax;
        schema.AdditionalProperties = new OpenApiSchema { Type = schema.AdditionalProperties!.Type, MinLength = 1, MaxLength = CharactersMax };
    }
}
