using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.Organisations;

/// <summary>A platform operator changes how much an organisation may hold.</summary>
public static class SetQuotas
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/v1/admin/organisations/{organisationId:guid}", Endpoint)
        .Requires(Permission.OperatePlatform)
        .Describe(nameof(SetQuotas), "Change an organisation's quotas", """
            A merge patch. A quota below what the organisation holds takes nothing away; it only lets nothing more in.
            """)
        .TakesPatch(new { quotas = new { venues_max = 50_000 } }, typeof(Body))
        .Gives(StatusCodes.Status200OK, DirectoryEntry.Example);

    private static async Task<IResult> Endpoint(
        Guid organisationId, MergePatch<Body> patch, HttpContext context, IMediator mediator, CancellationToken cancellationToken)
    {
        var expected = ETags.RequireIfMatch(context);
        return Reply.Ok(context, await mediator.Send(new Command(organisationId, patch, expected), cancellationToken));
    }

    /// <summary>What an operator may change of an organisation.</summary>
    public sealed record Body
    {
        /// <summary>How much it may hold.</summary>
        public required Quotas Quotas { get; init; }
    }

    internal sealed record Command(Guid OrganisationId, MergePatch<Body> Patch, long? ExpectedVersion)
        : IPlatformCommand<DirectoryEntry>;

    internal sealed class Handler(
        PlatformDatabase database, Membership membership, AuditTrail audit, OperatorTrail trail, TimeProvider clock)
        : IRequestHandler<Command, DirectoryEntry>
    {
        public async Task<DirectoryEntry> Handle(Command command, CancellationToken cancellationToken)
        {
            var organisationId = command.OrganisationId;
            var entry = await DirectoryReading.Read(database, DirectoryReading.LockEntry, organisationId, cancellationToken);
            ETags.RefuseStale(command.ExpectedVersion, entry.Version);
            var (body, changed) = command.Patch.ApplyTo(new Body { Quotas = entry.Quotas! });
            if (changed.Length == 0)
            {
                audit.RecordNoChange();
                return entry;
            }

            // Callers carry the quota with them.
            database.AfterCommit(membership.Forget);
            await using (var answers = await database.Ask(
                UpdateQuotas, new { organisationId, venuesMax = body.Quotas.VenuesMax, now = clock.GetUtcNow() }, cancellationToken))
            {
                entry = (await answers.FirstOrDefault<DirectoryEntry>(cancellationToken))!;
            }

            await trail.Record(organisationId, changed, cancellationToken);
            return entry with { Quotas = body.Quotas };
        }
    }

    // The organisation's row carries the quota, and so its version goes up as well; the lock has set the tenant.
    private const string UpdateQuotas =
        $"""
        update tenant_directory d
        set updated_at = @now, version = d.version + 1
        where d.id = @organisationId
        returning {DirectoryEntry.Columns};

        update organisations o
        set venues_max = @venuesMax, updated_at = @now, version = o.version + 1
        where o.tenant_id = @organisationId
        """;
}
