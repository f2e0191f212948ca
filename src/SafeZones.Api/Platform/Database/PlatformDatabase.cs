using Npgsql;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Api.Platform.Database;

/// <summary>
/// The door for what has no tenant yet or is not one tenant's: the directory, sign-in, housekeeping. It works in the
/// platform's own partition; a statement that needs a row of an organisation says <c>select set_tenant(@organisationId)</c>
/// first and is walled in like everybody else. Its role is granted only what these uses need.
/// </summary>
internal sealed class PlatformDatabase(DataSources dataSources) : DatabaseDoor
{
    protected override NpgsqlDataSource DataSource => dataSources.Platform;

    protected override Guid TenantId => Caller.PlatformTenant;

    protected override bool MayLeaveItsPartition => true;
}
