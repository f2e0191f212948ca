using System.Data;
using Npgsql;

namespace SafeZones.Api.Platform.Database;

/// <summary>A constant of SQL with the values of its parameters.</summary>
internal readonly record struct SqlCall(string Sql, object? Values);

/// <summary>
/// One request's way to the database. A read is one round trip: begin, tenant, statement and commit travel together.
/// A write opens with its first statements and stays open until the pipeline commits it.
/// </summary>
internal abstract class DatabaseDoor : IAsyncDisposable
{
    internal static readonly SqlStatement Begin = new("begin", []);
    internal static readonly SqlStatement BeginReadOnly = new("begin read only", []);
    private static readonly SqlStatement SetTenant = new("select set_tenant($1)", ["tenantId"]);
    internal static readonly SqlStatement Commit = new("commit", []);

    /// <summary>Where a write may return to when what follows breaks a constraint.</summary>
    internal static readonly SqlCall Mark = new("savepoint mark", null);

    /// <summary>Undoes what was written since the mark, and nothing before it.</summary>
    internal static readonly SqlCall ReturnToMark = new("rollback to savepoint mark", null);

    private readonly List<SqlCall> opening = [];
    private readonly List<SqlCall> parting = [];
    private readonly List<Action> afterCommit = [];
    private NpgsqlConnection? connection;
    private bool isWriting;

    protected abstract NpgsqlDataSource DataSource { get; }

    /// <summary>The tenant whose partition this request works in.</summary>
    protected abstract Guid TenantId { get; }

    /// <summary>Whether a statement may set another tenant than the caller's.</summary>
    protected virtual bool MayLeaveItsPartition => false;

    public async Task<List<T>> List<T>(string sql, object? values, CancellationToken cancellationToken)
    {
        await using var answers = await Ask(sql, values, cancellationToken);
        return await answers.List<T>(cancellationToken);
    }

    public async Task<T?> FirstOrDefault<T>(string sql, object? values, CancellationToken cancellationToken)
    {
        await using var answers = await Ask(sql, values, cancellationToken);
        return await answers.FirstOrDefault<T>(cancellationToken);
    }

    /// <summary>Runs the statements; their results are read from the answers, which the caller disposes.</summary>
    public Task<Answers> Ask(string sql, object? values, CancellationToken cancellationToken) =>
        Ask([new SqlCall(sql, values)], cancellationToken);

    /// <summary>All of them in one round trip.</summary>
    public Task<Answers> Ask(IReadOnlyCollection<SqlCall> calls, CancellationToken cancellationToken) =>
        isWriting ? AskWriting(calls, cancellationToken) : AskReadOnly(calls, cancellationToken);

    /// <summary>How many rows the statements touched.</summary>
    public Task<int> Execute(string sql, object? values, CancellationToken cancellationToken) =>
        Execute([new SqlCall(sql, values)], cancellationToken);

    /// <summary>How many rows all of them touched, in one round trip.</summary>
    public async Task<int> Execute(IReadOnlyCollection<SqlCall> calls, CancellationToken cancellationToken)
    {
        var (batch, openings) = await Write(calls, cancellationToken);
        await using (batch)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return batch.BatchCommands.Cast<NpgsqlBatchCommand>().Skip(openings).Sum(command => (int)command.RecordsAffected);
        }
    }

    /// <summary>Runs once the transaction has committed, and not otherwise.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>From here until <see cref="Finish"/> everything is one transaction.</summary>
    internal void StartWriting() => isWriting = true;

    /// <summary>A statement that must run before any of the handler's, in the same round trip as its first.</summary>
    internal void OpenWith(string sql, object values) => opening.Add(new SqlCall(sql, values));

    /// <summary>Last statements of the handler's whose answers nobody needs: they travel with the commit.</summary>
    internal void CloseWith(params IEnumerable<SqlCall> calls) => parting.AddRange(calls);

    /// <summary>Commits, with what belongs to the transaction but is known only now.</summary>
    internal async Task Finish(IReadOnlyList<SqlCall> closing, CancellationToken cancellationToken)
    {
        // Nobody waits any more: rolling back is the safe thing while it is still possible.
        cancellationToken.ThrowIfCancellationRequested();
        // What belongs to the transaction is written even when the handler itself ran no statement.
        if (connection is not null || parting.Count > 0 || closing.Count > 0)
        {
            var (batch, _) = await Write([], cancellationToken);
            await using (batch)
            {
                Add(batch, parting);
                if (MayLeaveItsPartition)
                {
                    Add(batch, SetTenant, Door());
                }

                Add(batch, closing);
                Add(batch, Commit, Door());
                // Once sent, a commit is waited for even when the client has gone: the answer must be true.
                await batch.ExecuteNonQueryAsync(CancellationToken.None);
            }

            await Release();
        }

        afterCommit.ForEach(action => action());
        afterCommit.Clear();
    }

    /// <summary>Forgets everything since the beginning and lets the request start again.</summary>
    internal async Task Abandon()
    {
        opening.Clear();
        parting.Clear();
        afterCommit.Clear();
        isWriting = false;
        await Release();
    }

    public ValueTask DisposeAsync() => Release();

    private async Task<Answers> AskWriting(IReadOnlyCollection<SqlCall> calls, CancellationToken cancellationToken)
    {
        var (batch, openings) = await Write(calls, cancellationToken);
        var reader = await batch.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);
        if (openings > 0)
        {
            // The first result is set_tenant's.
            await reader.NextResultAsync(cancellationToken);
        }

        return new Answers(batch, reader, toClose: null);
    }

    protected async Task<Answers> AskReadOnly(IReadOnlyCollection<SqlCall> calls, CancellationToken cancellationToken)
    {
        var own = await DataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            var batch = new NpgsqlBatch(own);
            Add(batch, BeginReadOnly, Door());
            Add(batch, SetTenant, Door());
            Add(batch, calls);
            Add(batch, Commit, Door());
            var reader = await batch.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            return new Answers(batch, reader, own);
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    private async Task<(NpgsqlBatch Batch, int Openings)> Write(
        IReadOnlyCollection<SqlCall> calls, CancellationToken cancellationToken)
    {
        if (!isWriting)
        {
            throw new InvalidOperationException("A query does not write: make it a command.");
        }

        var isFirst = connection is null;
        connection ??= await DataSource.OpenConnectionAsync(cancellationToken);
        var batch = new NpgsqlBatch(connection);
        if (isFirst)
        {
            Add(batch, Begin, Door());
            Add(batch, SetTenant, Door());
            Add(batch, opening);
        }

        var openings = batch.BatchCommands.Count;
        Add(batch, calls);
        return (batch, openings);
    }

    // A connection that goes back in mid-transaction is rolled back by the pool before its next user gets it.
    private async ValueTask Release()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
            connection = null;
        }
    }

    private void Add(NpgsqlBatch batch, IEnumerable<SqlCall> calls)
    {
        foreach (var (sql, values) in calls)
        {
            var parameters = Door(values);
            foreach (var statement in SqlText.Statements(sql))
            {
                if (statement.SetsTenant && !MayLeaveItsPartition)
                {
                    throw new InvalidOperationException("A handler does not choose the tenant: the door has set its caller's.");
                }

                Add(batch, statement, parameters);
            }
        }
    }

    private static void Add(NpgsqlBatch batch, SqlStatement statement, SqlParameters parameters)
    {
        var command = new NpgsqlBatchCommand(statement.Text);
        parameters.Bind(statement, command.Parameters);
        batch.BatchCommands.Add(command);
    }

    /// <summary>The second wall: @tenantId comes from here and cannot come from a handler.</summary>
    private SqlParameters Door(object? values = null) => new(values, TenantId);
}
