using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Tests.World;
using SafeZones.Domain;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>
/// Pooled connections are not reset when they go back (<c>No Reset On Close</c>). With a pool of one, whatever a request
/// leaves behind is found by the next one, which is another organisation's.
/// </summary>
public sealed class ConnectionReuseTests : IAsyncLifetime
{
    private RunningApi api = null!;
    private Organisation first = null!;
    private Organisation second = null!;
    private Guid venueOfSecond;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.Start(settings: ["--SafeZones:PoolSize=1"]);
        first = await api.Organisation();
        second = await api.Organisation();
        await first.Venue();
        venueOfSecond = (await second.Venue()).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await api.Database.DisposeAsync();
    }

    [Fact]
    public Task A_statement_that_failed_in_mid_batch_leaves_no_tenant_behind() => LeavesNothing(async database =>
        await Assert.ThrowsAsync<PostgresException>(() => database.List<Guid>($"{SelectVenues}; select 1 / 0; {SelectVenues}", null, Cancellation)));

    [Fact]
    public Task A_write_that_failed_leaves_no_tenant_behind() => LeavesNothing(async database =>
    {
        database.StartWriting();
        await Assert.ThrowsAsync<PostgresException>(() => database.Execute($"{Rename}; select 1 / 0", null, Cancellation));
    });

    [Fact]
    public Task A_request_cancelled_in_mid_transaction_leaves_no_tenant_behind() => LeavesNothing(async database =>
    {
        database.StartWriting();
        await database.Execute(Rename, null, Cancellation);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Execute("select pg_sleep(5)", null, patience.Token));
    });

    [Fact]
    public Task A_forgotten_commit_leaves_no_tenant_behind_and_changes_nothing() => LeavesNothing(async database =>
    {
        database.StartWriting();
        await database.Execute(Rename, null, Cancellation);
    });

    [Fact]
    public Task An_answer_that_nobody_read_to_the_end_leaves_no_tenant_behind() => LeavesNothing(async database =>
    {
        await using var answers = await database.Ask($"{SelectVenues}; {SelectVenues}", null, Cancellation);
        await answers.List<Guid>(Cancellation);
    });

    [Fact]
    public Task A_command_that_committed_leaves_no_tenant_behind() => LeavesNothing(
        async database =>
        {
            database.StartWriting();
            await database.Execute("update venues v set version = v.version where v.tenant_id = @tenantId", null, Cancellation);
            await database.Finish([], Cancellation);
        });

    // What the first organisation's request does, then what the second's finds on the very same connection.
    private async Task LeavesNothing(Func<TenantDatabase, Task> request)
    {
        var before = await Connection();
        await Use(first, request);
        var after = await Connection();

        Assert.Equal(before.Process, after.Process);
        Assert.Equal("", after.Tenant);
        Assert.Equal(0, after.Venues);
        await Use(second, async database =>
        {
            Assert.Equal([venueOfSecond], await database.List<Guid>("select v.id from venues v where v.tenant_id is not null", null, Cancellation));
        });
        Assert.Equal(0L, await api.Database.Look<long>("select count(*) from venues where search_text = 'renamed'"));
    }

    private async Task Use(Organisation organisation, Func<TenantDatabase, Task> request)
    {
        await using var scope = api.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerAccessor>().Caller = Caller.System(organisation.Id, CallersOrganisation.None);
        await request(scope.ServiceProvider.GetRequiredService<TenantDatabase>());
    }

    private async Task<(int Process, string Tenant, long Venues)> Connection()
    {
        await using var connection = await api.Services.GetRequiredService<DataSources>().Of(Placement.Shared).OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            "select pg_backend_pid(), coalesce(current_setting('app.tenant_id', true), ''), (select count(*) from venues)", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        await reader.ReadAsync(Cancellation);
        return (reader.GetInt32(0), reader.GetString(1), reader.GetInt64(2));
    }

    private const string SelectVenues = "select v.id from venues v where v.tenant_id = @tenantId";

    private const string Rename = "update venues v set search_text = 'renamed' where v.tenant_id = @tenantId";
}
