using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>One walk, in a database of its own.</summary>
internal sealed class HostileWalk : IAsyncDisposable
{
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 4 };

    private readonly RunningApi api;
    private readonly Belongings belongings;
    private readonly Actor platform;
    private readonly ConcurrentBag<string> findings = [];
    private int requests;

    private HostileWalk(RunningApi api, IReadOnlyList<Operation> operations, Belongings belongings, Actor platform)
    {
        this.api = api;
        this.belongings = belongings;
        this.platform = platform;
        Operations = operations;
    }

    public IReadOnlyList<Operation> Operations { get; }

    public static async Task<HostileWalk> Begin()
    {
        var api = await RunningApi.Start();
        var operations = Operation.All(api).Where(operation => operation.Description is not null).ToList();
        return new HostileWalk(api, operations, await Belongings.Make(api, operations), await api.Operator());
    }

    public async Task<Answer> Send(Operation operation, SpoiltBody body)
    {
        using var content = new ByteArrayContent(body.Bytes);
        if (body.ContentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", body.ContentType);
        }

        return await Send(operation, operation.Path(belongings.For(operation)), content);
    }

    public async Task<Answer> Send(Operation operation, string path, HttpContent? content)
    {
        var actor = operation.Template.StartsWith("/v1/admin/", StringComparison.Ordinal) ? platform : belongings.Organisation.Owner;
        using var request = new HttpRequestMessage(operation.Method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", actor.Token);
        request.Headers.Add("Idempotency-Key", $"walk-{Interlocked.Increment(ref requests)}");
        request.Headers.Add("X-Audit-Reason", "A walk");
        request.Headers.TryAddWithoutValidation("If-Match", operation.Method == HttpMethod.Get ? null : "*");
        using var response = await api.Client.SendAsync(request);
        var answer = await Answer.Of(response);
        Contract.Check(operation.Method, path, answer);
        return answer;
    }

    public async Task Refused(Operation operation, SpoiltBody body)
    {
        var answer = await Send(operation, body);
        var errors = IsProblem(answer, out var code) ? answer.Body["errors"]?.AsArray() : null;
        var places = (errors ?? []).Select(error => (string?)(error!["pointer"] ?? error["parameter"]));
        if (code is null || (body.Code is not null && body.Code != code))
        {
            findings.Add($"{operation}, {body}: not {body.Code ?? "a problem"} but {Short(answer)}");
        }
        else if (body.Pointer is { } pointer && !places.Any(place => IsNear(place, pointer)))
        {
            findings.Add($"{operation}, {body}: refused without its name: {Short(answer)}");
        }
    }

    public async Task NothingIsWritten<T>(Operation operation, IReadOnlyCollection<T> requests, Func<T, Task> send)
    {
        var before = await Fingerprints();
        await Parallel.ForEachAsync(requests, AtOnce, async (request, _) => await send(request));
        foreach (var table in (await Fingerprints()).Except(before))
        {
            findings.Add($"{operation} was refused and wrote: {table}");
        }
    }

    public void End(int least)
    {
        Assert.True(findings.IsEmpty, $"{findings.Count} of {requests}:\n{string.Join('\n', findings.Order(StringComparer.Ordinal))}");
        Assert.True(requests >= least, $"Only {requests} requests were made.");
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await api.Database.DisposeAsync();
    }

    // Every row of every table, whosever it is.
    private async Task<IReadOnlyList<string>> Fingerprints()
    {
        var tables = await api.Database.Lines(
            "select c.oid::regclass::text from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace");
        return await api.Database.Lines(string.Join(" union all ", tables.Select(table =>
            $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t")));
    }

    private static bool IsProblem(Answer answer, [NotNullWhen(true)] out string? code)
    {
        code = (int)answer.Status is >= 400 and < 500 && answer.Headers["Content-Type"].StartsWith("application/problem+json", StringComparison.Ordinal)
            ? answer.Code
            : null;
        return code is not null;
    }

    // The member itself, or one inside it.
    private static bool IsNear(string? place, string pointer) =>
        place == pointer || place?.StartsWith(pointer + "/", StringComparison.Ordinal) is true;

    private static string Short(Answer answer) => $"{(int)answer.Status} {answer.Text[..Math.Min(600, answer.Text.Length)]}";
}
