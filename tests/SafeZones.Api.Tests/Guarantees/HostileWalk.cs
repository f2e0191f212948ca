using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Tests.World;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>One walk, in a database of its own.</summary>
internal sealed class HostileWalk : IAsyncDisposable
{
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 4 };

    private readonly RunningApi api;
    private readonly Belongings belongings;
    private readonly Actor platform;
    private readonly IReadOnlyDictionary<string, string> links;
    private readonly ConcurrentBag<string> findings = [];
    private int requests;

    private HostileWalk(
        RunningApi api, IReadOnlyList<Operation> operations, Belongings belongings, Actor platform, IReadOnlyDictionary<string, string> links)
    {
        this.api = api;
        this.belongings = belongings;
        this.platform = platform;
        this.links = links;
        Operations = operations;
    }

    public IReadOnlyList<Operation> Operations { get; }

    public static async Task<HostileWalk> Begin()
    {
        var api = await RunningApi.Start();
        var operations = Operation.All(api).Where(operation => operation.Description is not null).ToList();
        var belongings = await Belongings.Make(api, operations);
        return new HostileWalk(api, operations, belongings, await api.Operator(), await Links(belongings.Organisation, operations));
    }

    public async Task<Answer> Send(Operation operation, SpoiltBody body)
    {
        using var content = new ByteArrayContent(body.Bytes);
        if (body.ContentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", body.ContentType);
        }

        return await Send(operation, PathOf(operation), content);
    }

    public async Task<Answer> Send(Operation operation, string path, HttpContent? content)
    {
        var actor = operation.Template.StartsWith("/v1/admin/", StringComparison.Ordinal) ? platform : belongings.Organisation.Owner;
        // Sent as it is written: the client would repair a percent sign that begins no escape.
        var address = new Uri(api.Client.BaseAddress!.ToString().TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(operation.Method, address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", actor.Token);
        request.Headers.Add("Idempotency-Key", $"walk-{Interlocked.Increment(ref requests)}");
        request.Headers.Add("X-Audit-Reason", "A walk");
        request.Headers.TryAddWithoutValidation("If-Match", operation.Method == HttpMethod.Get ? null : "*");
        using var response = await api.Client.SendAsync(request);
        var answer = await Answer.Of(response);
        Contract.Check(operation.Method, path, answer);
        return answer;
    }

    // What a venue does by a link is tried with a link that is good for it.
    private string PathOf(Operation operation) => links.TryGetValue(operation.Name, out var token)
        ? operation.Path(_ => token)
        : operation.Path(belongings.For(operation));

    private static async Task<Dictionary<string, string>> Links(Organisation organisation, IReadOnlyList<Operation> operations)
    {
        var (partnership, links) = (await organisation.Willing(), new Dictionary<string, string>());
        foreach (var operation in operations.Where(operation => operation.Required!.Permission == Permission.HoldLink))
        {
            var path = await organisation.Link(partnership, ApiJson.Word(operation.Required!.Purpose ?? LinkPurpose.Pause));
            links.Add(operation.Name, path.Split('/')[^1]);
        }

        return links;
    }

    /// <summary>With its own example, and its own ids unless a path is given.</summary>
    public async Task<Answer> Send(Operation operation, string? path, string query = "")
    {
        using var content = operation.Body() is { } body
            ? new StringContent(body.ToJsonString(), new MediaTypeHeaderValue(operation.MediaTypes[0]))
            : null;
        return await Send(operation, (path ?? PathOf(operation)) + query, content);
    }

    /// <param name="operation">What was called.</param>
    /// <param name="body">With what.</param>
    /// <param name="answer">What it said.</param>
    /// <param name="pointer">The member that the problem must name; empty for any.</param>
    public void Refused(Operation operation, SpoiltBody body, Answer answer, string pointer)
    {
        var errors = IsProblem(answer, out var code) ? answer.Body["errors"]?.AsArray() : null;
        var places = (errors ?? []).Select(error => (string?)(error!["pointer"] ?? error["parameter"])).ToList();
        if (code is null || (body.Code is not null && body.Code != code))
        {
            findings.Add($"{operation}, {body}: not {body.Code ?? "a problem"} but {Short(answer)}");
        }
        else if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType && !places.Any(place => IsNear(place, pointer)))
        {
            findings.Add($"{operation}, {body}: refused without its name: {Short(answer)}");
        }
    }

    /// <param name="operation">What was called.</param>
    /// <param name="how">With what.</param>
    /// <param name="answer">What it said.</param>
    /// <param name="parameter">The parameter that the problem must name, if it names any.</param>
    public void Refused(Operation operation, string how, Answer answer, string? parameter = null)
    {
        if (!IsProblem(answer, out _)
            || (parameter is not null && answer.Body["errors"]?.AsArray().Any(error => (string?)error!["parameter"] == parameter) is not true))
        {
            findings.Add($"{operation}, {how}: not a problem with {parameter ?? "it"} but {Short(answer)}");
        }
    }

    public void NotOurFault(Operation operation, string how, Answer answer)
    {
        if ((int)answer.Status >= 500)
        {
            findings.Add($"{operation}, {how}: {Short(answer)}");
        }
    }

    public async Task NothingIsWritten<T>(Operation operation, IReadOnlyCollection<T> requests, Func<T, Task> send)
    {
        if (requests.Count == 0)
        {
            return;
        }

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

    // The member itself or one inside it; an item of a list may be named by the list, as a coordinate is by its position.
    private static bool IsNear(string? place, string pointer) => place is not null && (pointer.Length == 0 || place == pointer
        || place.StartsWith(pointer + "/", StringComparison.Ordinal)
        || (char.IsAsciiDigit(pointer.LastOrDefault()) && place == pointer[..pointer.LastIndexOf('/')]));

    private static string Short(Answer answer) => answer.Code is null
        ? $"{(int)answer.Status} {answer.Text[..Math.Min(300, answer.Text.Length)]}"
        : $"{answer.Code} {answer.Body["errors"]?[0]?.ToJsonString()}";
}
