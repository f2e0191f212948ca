using System.ComponentModel.DataAnnotations;
using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Materials;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>A coordinator records what stickers and posters there are.</summary>
public static class RegisterMaterialEdition
{
    /// <summary>Editions of one organisation.</summary>
    internal const int EditionsMax = 500;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/material-editions", Endpoint)
        .Requires(Permission.WriteMaterials)
        .Describe(nameof(RegisterMaterialEdition), "Register a material edition",
            "What is printed: a kind, a language, a size and the number of the print run. Decals are minted from it.")
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, MaterialEdition.Example)
        .Refuses(ProblemCode.EditionExists, ProblemCode.LimitReached);

    private static async Task<IResult> Endpoint(Body body, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        return Reply.Json(await mediator.Send(new Command(body), cancellationToken), StatusCodes.Status201Created);
    }

    /// <summary>What is printed.</summary>
    public sealed record Body
    {
        /// <summary>What it is.</summary>
        public required MaterialKind Kind { get; init; }

        /// <summary>Its language (BCP 47).</summary>
        [Language]
        public required string Locale { get; init; }

        /// <summary>Its size, such as <c>A6</c>.</summary>
        [StringLength(40, MinimumLength = 1), OneLine]
        public required string Size { get; init; }

        /// <summary>The number of the print run.</summary>
        [Range(1, 10_000)]
        public required int Edition { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<MaterialEdition>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, MaterialEdition>
    {
        public async Task<MaterialEdition> Handle(Command command, CancellationToken cancellationToken)
        {
            var (body, now) = (command.Body, clock.GetUtcNow());
            var id = RowId.At(now);
            audit.Record("material_edition", id, ["kind", "locale", "size", "edition"]);
            await using var answers = await database.Ask(
                InsertThenCount,
                new { id, kind = body.Kind, locale = body.Locale, size = body.Size, edition = body.Edition, now }, cancellationToken);
            var edition = (await answers.FirstOrDefault<MaterialEdition>(cancellationToken))!;
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken), EditionsMax);
            return edition;
        }
    }

    private static Body Example => new() { Kind = MaterialKind.WindowDecal, Locale = "vi", Size = "A6", Edition = 1 };

    private const string InsertThenCount =
        $"""
        insert into material_editions as e (tenant_id, id, kind, locale, size, edition, created_at)
        values (@tenantId, @id, @kind, @locale, @size, @edition, @now)
        returning {MaterialEdition.Columns};

        select count(*) from material_editions e where e.tenant_id = @tenantId
        """;
}
