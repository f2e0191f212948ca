using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>What the document promises of every operation. That answers keep it, Contract sees in every test.</summary>
public sealed class ContractTests(SharedApi shared)
{
    public static TheoryData<string> Operations => [.. Contract.Operations.Select(found => $"{found.Method} {found.Path}")];

    [Fact]
    public async Task The_committed_documents_are_those_of_the_code()
    {
        foreach (var (name, content) in await DocumentFiles.Make())
        {
            var file = Path.Combine(PostgresCluster.Repository, "openapi", name);
            Assert.True(
                File.Exists(file) && (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).SequenceEqual(content),
                $"openapi/{name} is not what the code says: run make openapi and review the difference.");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_is_described_by_example_and_says_who_may_call_it(string operation)
    {
        var page = Find(operation);

        Assert.All(["operationId", "summary", "description", "security"], member => Assert.NotNull(page[member]));
        Assert.Single(page["tags"]!.AsArray());
        Assert.All(page["parameters"]!.AsArray(), parameter => Assert.NotNull(Contract.Resolve(parameter!)["description"]));
        Assert.All(Contents(page), content => Assert.NotNull(content["example"]));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_names_the_problems_of_its_kind(string operation)
    {
        var page = Find(operation);
        var statuses = page["responses"]!.AsObject().Select(response => response.Key).ToHashSet();
        var expected = new (bool Applies, string[] Statuses)[]
        {
            (true, ["400", "429", "500", "503"]),
            (page["security"]!.AsArray().Count > 0, ["401", "403"]),
            (operation.Contains('{', StringComparison.Ordinal), ["404"]),
            (page["requestBody"] is not null, ["413", "415"]),
            (operation.StartsWith("post ", StringComparison.Ordinal), ["409", "422"]),
            (Parameters(page).Contains("If-Match"), ["412", "428"]),
        }.Where(kind => kind.Applies).SelectMany(kind => kind.Statuses);

        Assert.Empty(expected.Except(statuses));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_example_fits_its_schema(string operation)
    {
        Assert.All(Contents(Find(operation)), content =>
            Assert.Empty(SchemaCheck.Faults(Contract.Document, content["schema"]!, content["example"])));
    }

    [Fact]
    public void An_operation_is_called_as_its_use_case_and_wants_the_headers_that_its_endpoint_insists_on()
    {
        var endpoints = shared.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<OperationDescription>() is not null).ToList();

        Assert.Equal(Contract.Operations.Count(), endpoints.Count);
        Assert.All(endpoints, endpoint =>
        {
            var useCase = endpoint.Metadata.OfType<MethodInfo>().Last().DeclaringType!;
            var name = char.ToLowerInvariant(useCase.Name[0]) + useCase.Name[1..];
            var page = Contract.Operations.Single(found => (string?)found.Operation["operationId"] == name).Operation;
            var source = File.ReadAllText(Directory.EnumerateFiles(
                Path.Combine(PostgresCluster.Repository, "src"), $"{useCase.Name}.cs", SearchOption.AllDirectories).Single());
            Assert.Equal(source.Contains("ETags.RequireIfMatch(", StringComparison.Ordinal), Requires(page, "If-Match"));
            Assert.Equal(source.Contains(".RequireIdempotencyKey()", StringComparison.Ordinal), Requires(page, "Idempotency-Key"));
            Assert.Equal(source.Contains(".RequireAuditReason()", StringComparison.Ordinal), Requires(page, "X-Audit-Reason"));
        });
    }

    [Fact]
    public void Every_problem_code_is_documented()
    {
        var text = (string)Contract.Document["info"]!["description"]!;

        Assert.All(ProblemCode.All, code => Assert.Contains($"| {code.Status} | `{code.Name}` |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void No_name_of_a_schema_shows_that_it_was_made_by_a_program() =>
        Assert.All(Contract.Document["components"]!["schemas"]!.AsObject(), schema => Assert.Matches("^[A-Z][A-Za-z]+$", schema.Key));

    private static JsonObject Find(string operation) =>
        Contract.Operations.Single(found => $"{found.Method} {found.Path}" == operation).Operation;

    private static List<string?> Parameters(JsonObject page) =>
        [.. page["parameters"]!.AsArray().Select(parameter => (string?)Contract.Resolve(parameter!)["name"])];

    private static bool Requires(JsonObject page, string header) => page["parameters"]!.AsArray()
        .Select(parameter => Contract.Resolve(parameter!))
        .Any(parameter => (string?)parameter["name"] == header && (bool?)parameter["required"] is true);

    // What is sent and everything that is answered.
    private static IEnumerable<JsonNode> Contents(JsonObject page) =>
        new[] { page["requestBody"] }.Concat(page["responses"]!.AsObject().Select(response => Contract.Resolve(response.Value!)))
            .Select(holder => holder?["content"]).OfType<JsonObject>().SelectMany(content => content.Select(media => media.Value!));
}
