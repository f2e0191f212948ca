using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Programmes;

/// <summary>A coordinator changes a programme's name, dates or what it asks of venues.</summary>
public static class PatchProgramme
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/programmes/{programmeId:guid}", Endpoint)
        .Requires(Permission.ManageProgrammes)
        .Describe(nameof(PatchProgramme), "Change a programme", """
            A merge patch: members that are there replace, `null` clears, what is absent stays; a knob of the policy that is
            cleared goes back to its default. The slug never changes, and the status has operations of its own.
            """)
        .TakesPatch(new { policy = new { training_threshold = 0.7 }, valid_until = "2028-12-31" }, typeof(ProgrammeBody))
        .Gives(StatusCodes.Status200OK, Programme.Example);

    private static async Task<IResult> Endpoint(
        Guid programmeId, MergePatch<ProgrammeBody> patch, HttpContext context, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(programmeId, patch, expected), cancellationToken));
    }

    internal sealed record Command(Guid ProgrammeId, MergePatch<ProgrammeBody> Patch, long? ExpectedVersion) : ICommand<Programme>;

    internal sealed class Handler(TenantDatabase database, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Programme>
    {
        public async Task<Programme> Handle(Command command, CancellationToken cancellationToken)
        {
            var id = command.ProgrammeId;
            var programme = await database.FirstOrDefault<Programme>(LockProgramme, new { id }, cancellationToken)
                ?? throw new Problem(ProblemCode.NotFound);
            ETags.RefuseStale(command.ExpectedVersion, programme.Version);
            var (body, changed) = command.Patch.ApplyTo(programme.ToBody());
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return programme;
            }

            audit.Record("programme", id, changed);
            var now = clock.GetUtcNow();
            await using var answers = await database.Ask(
                [
                    new SqlCall(UpdateProgramme, new
                    {
                        id,
                        name = JsonText.Of(body.Name, ApiJson.Options),
                        codeword = body.Codeword,
                        codewordIsPublic = body.CodewordIsPublic,
                        hotline = body.Hotline,
                        policy = JsonText.Of(body.Policy, ApiJson.Options),
                        validFrom = body.ValidFrom,
                        validUntil = body.ValidUntil,
                        now,
                    }),
                    // What it asks for may be something else now.
                    PartnershipReview.OfProgramme(id, now),
                ],
                cancellationToken);
            return (await answers.FirstOrDefault<Programme>(cancellationToken))!;
        }
    }

    // Locked, so that a second patch on the same ETag waits and then finds it stale.
    // Its key stays: whoever holds one of its partnerships may refer to it meanwhile, and nobody waits in a circle.
    private const string LockProgramme = $"{Programme.Select} for no key update";

    private const string UpdateProgramme =
        $"""
        update programmes p
        set name = @name, codeword = @codeword, codeword_is_public = @codewordIsPublic, hotline = @hotline, policy = @policy,
            valid_from = @validFrom, valid_until = @validUntil, updated_at = @now, version = p.version + 1
        where p.tenant_id = @tenantId and p.id = @id
        returning {Programme.Columns}
        """;
}
