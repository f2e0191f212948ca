using Npgsql;
using SafeZones.Api.Platform.Identity;

namespace SafeZones.Api.Platform.Database;

/// <summary>
/// The one door to an organisation's data partition. It tells each transaction whose rows it may touch and supplies
/// <c>@tenantId</c>; without a caller who belongs to an organisation it does not open.
/// </summary>
internal sealed class TenantDatabase(CallerAccessor callers, DataSources dataSources) : DatabaseDoor
{
    protected override NpgsqlDataSource DataSource => dataSources.Of(callers.Caller.Placement);

    protected override Guid TenantId => callers.Caller.TenantId == Caller.PlatformTenant
        ? throw new InvalidOperationException("This caller belongs to no organisation: use PlatformDatabase.")
        : callers.Caller.TenantId;
}
