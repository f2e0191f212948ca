using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>The first wall from inside: what the door does for whoever holds it wrongly.</summary>
public sealed class DatabaseDoorTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_door_does_not_open_before_somebody_has_signed_in()
    {
        await using var scope = api.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TenantDatabase>();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => database.List<Guid>(SelectVenues, null, Cancellation));

        Assert.Equal("Nobody has signed in to this request.", refused.Message);
    }

    [Fact]
    public async Task The_door_does_not_open_for_a_caller_of_no_organisation()
    {
        await using var scope = Scope(Caller.PlatformTenant, out var database);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => database.List<Guid>(SelectVenues, null, Cancellation));

        Assert.Equal("This caller belongs to no organisation: use PlatformDatabase.", refused.Message);
    }

    [Fact]
    public async Task A_handler_cannot_say_whose_rows_it_wants()
    {
        await using var scope = Scope(Guid.NewGuid(), out var database);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.List<Guid>(SelectVenues, new { tenantId = Guid.NewGuid() }, Cancellation));
    }

    [Theory]
    [InlineData("select set_tenant(@other)")]
    [InlineData("select SET_TENANT(@other)")]
    [InlineData("select set_config('app.tenant_id', @other::text, true)")]
    public async Task A_handler_cannot_move_to_another_partition(string sql)
    {
        await using var scope = Scope(Guid.NewGuid(), out var database);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.List<Guid>(sql, new { other = Guid.NewGuid() }, Cancellation));

        Assert.Equal("A handler does not choose the tenant: the door has set its caller's.", refused.Message);
    }

    [Fact]
    public async Task A_query_that_writes_fails()
    {
        var organisation = await api.Organisation();
        var venue = await organisation.Venue();
        await using var scope = Scope(organisation.Id, out var database);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.List<Guid>(DeleteVenues, null, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Execute(DeleteVenues, null, Cancellation));

        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
        Assert.Equal([venue.Id], await database.List<Guid>(SelectVenues, null, Cancellation));
    }

    [Fact]
    public async Task What_a_command_leaves_behind_is_kept_though_its_handler_ran_no_statement()
    {
        var organisation = await api.Organisation();
        await using var scope = Scope(organisation.Id, out var database);

        database.StartWriting();
        await database.Finish([new SqlCall(InsertEntry, new { id = Guid.NewGuid(), now = DateTimeOffset.UtcNow })], Cancellation);

        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from audit_entries where tenant_id = $1 and action = 'look'", organisation.Id));
    }

    [Fact]
    public async Task What_follows_a_commit_does_not_follow_a_failure()
    {
        await using var scope = Scope(Guid.NewGuid(), out var database);
        var followed = false;

        database.StartWriting();
        database.AfterCommit(() => followed = true);
        await database.Abandon();
        await database.Finish([], Cancellation);

        Assert.False(followed);
    }

    private AsyncServiceScope Scope(Guid tenantId, out TenantDatabase database)
    {
        var scope = api.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerAccessor>().Caller = Caller.System(tenantId, CallersOrganisation.None);
        database = scope.ServiceProvider.GetRequiredService<TenantDatabase>();
        return scope;
    }

    private const string SelectVenues = "select v.id from venues v where v.tenant_id = @tenantId";

    private const string DeleteVenues = "update venues v set deleted_at = now() where v.tenant_id = @tenantId returning v.id";

    private const string InsertEntry =
        """
        insert into audit_entries (tenant_id, id, at, actor_kind, action, entity, fields, request_id)
        values (@tenantId, @id, @now, 'system', 'look', 'venue', '{}', 'none')
        """;
}
