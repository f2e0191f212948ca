using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Organisations;

/// <summary>How an operator's slices move an organisation along Domain's table, seen by the platform and by its people.</summary>
internal static class OrganisationMoving
{
    public static async Task<DirectoryEntry> Move(
        PlatformDatabase database, OperatorTrail audit, Guid organisationId, long? expectedVersion, OrganisationAction action,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entry = await DirectoryReading.Read(database, DirectoryReading.LockEntry, organisationId, cancellationToken);
        ETags.RefuseStale(expectedVersion, entry.Version);
        if (OrganisationLifecycle.NextOrDefault(entry.Status, action) is not { } next)
        {
            throw new Problem(ProblemCode.MoveRefused, Fault.MoveImpossible(entry.Status, entry.Status switch
            {
                OrganisationStatus.Active => ["suspension"],
                OrganisationStatus.Suspended => ["resumption"],
                _ => Array.Empty<string>(),
            }));
        }

        var moved = await database.FirstOrDefault<DirectoryEntry>(
            UpdateStatus, new { organisationId, status = next, now }, cancellationToken);
        await audit.Record(organisationId, ["status"], cancellationToken);
        return moved! with { Quotas = entry.Quotas };
    }

    private const string UpdateStatus =
        $"""
        update tenant_directory d
        set status = @status, updated_at = @now, version = d.version + 1
        where d.id = @organisationId
        returning {DirectoryEntry.Columns}
        """;
}
