using System.Security.Cryptography;
using System.Text.Json;
using MediatR;
using Npgsql;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.Mediation;

/// <summary>
/// A write repeated with its Idempotency-Key is applied once and answered the same. The key is the first row of the
/// transaction, so that a twin waits for it; the answer is its last, so that both stand or fall together.
/// </summary>
internal sealed class IdempotencyBehavior<TRequest, TAnswer>(
    Doors doors, IdempotentAnswer answer, CallerAccessor callers, RequestDetails details, TimeProvider clock)
    : IPipelineBehavior<TRequest, TAnswer> where TRequest : IWrite
{
    public async Task<TAnswer> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
    {
        if (details.IdempotencyKey is not { } key)
        {
            return await next();
        }

        var door = doors.Of<TRequest>();
        var scope = new { principalId = callers.Caller.Id ?? Guid.Empty, route = details.Route, key };
        door.OpenWith(InsertKey, new { scope.principalId, scope.route, scope.key, bodyHash = details.BodyHash, now = clock.GetUtcNow() });
        answer.WillBeKept = true;
        try
        {
            return await next();
        }
        catch (PostgresException broken) when (broken.ConstraintName?.StartsWith("idempotency_keys_pk", StringComparison.Ordinal) is true)
        {
            await door.Abandon();
            return await Replay(door, scope, cancellationToken);
        }
        catch (PostgresException broken) when (broken.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new Problem(ProblemCode.IdempotencyInFlight) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
    }

    private async Task<TAnswer> Replay(DatabaseDoor door, object scope, CancellationToken cancellationToken)
    {
        var kept = await door.FirstOrDefault<KeptAnswer>(SelectAnswer, scope, cancellationToken)
            ?? throw new Problem(ProblemCode.TryAgain) { RetryAfter = TimeSpan.FromSeconds(1) };
        if (!CryptographicOperations.FixedTimeEquals(kept.BodyHash, details.BodyHash))
        {
            throw new Problem(ProblemCode.IdempotencyKeyReused, Fault.In("Idempotency-Key", FaultCode.Contradiction));
        }

        details.IsReplay = true;
        return answer.Open<TAnswer>(kept.SealedAnswer);
    }

    private sealed record KeptAnswer(byte[] BodyHash, byte[] SealedAnswer);

    internal const string InsertKey =
        """
        insert into idempotency_keys (tenant_id, principal_id, route, key, body_hash, created_at)
        values (@tenantId, @principalId, @route, @key, @bodyHash, @now)
        """;

    private const string SelectAnswer =
        """
        select body_hash, sealed_answer
        from idempotency_keys
        where tenant_id = @tenantId and principal_id = @principalId and route = @route and key = @key
        """;
}

/// <summary>The answer of this request, sealed, for whoever repeats it within a day.</summary>
internal sealed class IdempotentAnswer(MasterKey masterKey, CallerAccessor callers, RequestDetails details)
{
    public bool WillBeKept { get; set; }

    /// <summary>The statement that keeps the answer, in the transaction that made it true.</summary>
    public SqlCall Keep<TAnswer>(TAnswer answer)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Kept);
        return new SqlCall(UpdateAnswer, new
        {
            principalId = callers.Caller.Id ?? Guid.Empty,
            route = details.Route,
            key = details.IdempotencyKey,
            sealedAnswer = MasterKey.Seal(Key(), plain, Context()),
        });
    }

    public TAnswer Open<TAnswer>(byte[] sealedAnswer) =>
        JsonSerializer.Deserialize<TAnswer>(MasterKey.Open(Key(), sealedAnswer, Context()), ApiJson.Kept)!;

    private byte[] Key() => masterKey.Derive("idempotency");

    // An answer moved to another organisation, caller, route or key does not open.
    private string Context() =>
        $"{callers.Caller.TenantId}|{callers.Caller.Id}|{details.Route}|{details.IdempotencyKey}";

    internal const string UpdateAnswer =
        """
        update idempotency_keys
        set sealed_answer = @sealedAnswer
        where tenant_id = @tenantId and principal_id = @principalId and route = @route and key = @key
        """;
}
