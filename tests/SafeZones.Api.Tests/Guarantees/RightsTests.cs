using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>Who may call what. Rights.txt is the reviewed table; every operation is called by everybody.</summary>
public sealed class RightsTests(SharedApi shared)
{
    // After nobody and the operator, the columns of the table.
    private static readonly string[] Roles = ["owner", "coordinator", "safeguarding", "volunteer", "trainer", "analyst", "auditor"];

    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Every_operation_lets_in_exactly_those_whom_the_reviewed_table_names()
    {
        var reviewed = Reviewed.Lines("Rights.txt").ToDictionary(line => line.Split(' ')[0]);
        var (people, machines) = await Callers();
        var wrong = new List<string>();
        foreach (var operation in Operation.All(api))
        {
            var row = new List<string> { operation.Name };
            foreach (var caller in people)
            {
                row.Add(await LetsIn(operation, caller) ? "x" : "-");
            }

            var letIn = new List<string>();
            foreach (var (scope, machine) in machines)
            {
                letIn.AddRange(await LetsIn(operation, machine) ? [scope] : []);
            }

            row.AddRange(letIn.Count == machines.Count ? ["all"] : letIn);

            var actual = string.Join(' ', row);
            if (!reviewed.Remove(operation.Name, out var expected))
            {
                wrong.Add($"{operation.Name} has no line in Guarantees/Rights.txt: say there who may call it. Now: {actual}");
            }
            else if (expected != actual)
            {
                wrong.Add($"{operation.Name} lets in others than Guarantees/Rights.txt says. There: {expected} Now: {actual}");
            }
        }

        wrong.AddRange(reviewed.Keys.Select(name => $"{name} is in Guarantees/Rights.txt and is no operation."));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // What is said twice is not said: the door asks for the last.
    [Fact]
    public void Every_route_says_once_what_it_requires()
    {
        foreach (var operation in Operation.All(api))
        {
            Assert.True(operation.Metadata.OfType<RequiredPermission>().Count() == 1, $"{operation} does not say once which permission it requires.");
        }
    }

    [Fact]
    public async Task A_route_without_a_permission_stops_the_program()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/v1/everything", () => "everything");

        var refused = Assert.Throws<InvalidOperationException>(app.RefuseRoutesWithoutPermission);

        Assert.Equal("HTTP: GET /v1/everything does not say which permission it requires.", refused.Message);
    }

    // Whoever is not refused is let in, whatever else is wrong with the request.
    private static async Task<bool> LetsIn(Operation operation, Actor caller)
    {
        var answer = await operation.Call(caller, operation.Ids.Select(_ => Guid.NewGuid()));
        Assert.True((int)answer.Status < 500, $"{operation} answered {answer}");
        // A machine that may invite and may not invite a coordinator was let in.
        return answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || answer.Code == "grant_too_wide";
    }

    private async Task<(IReadOnlyList<Actor> People, IReadOnlyDictionary<string, Actor> Machines)> Callers()
    {
        var organisation = await api.Organisation();
        List<Actor> people = [api.Stranger, await api.Operator()];
        foreach (var role in Roles)
        {
            people.Add(await organisation.Member(role));
        }

        var machines = new Dictionary<string, Actor>();
        foreach (var scope in Rights.Scopes)
        {
            machines.Add(scope, await ServiceAccount(organisation.Id, scope));
        }

        return (people, machines);
    }

    // A machine with one scope, and a token as the built-in issuer would give it.
    private async Task<Actor> ServiceAccount(Guid organisationId, string scope)
    {
        var id = await api.Database.Look<Guid>(
            """
            insert into service_accounts (tenant_id, id, name, scopes, secret_hash, created_at, updated_at, version)
            values ($1, gen_random_uuid(), $2, array[$2], '\x00', now(), now(), 1) returning id
            """,
            organisationId, scope);
        var keys = api.Services.GetRequiredService<IssuerKeys>();
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = RunningApi.PublicUrl,
            Audience = RunningApi.PublicUrl,
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = id.ToString(), [TokenClaims.OrganisationClaim] = organisationId.ToString(),
                [TokenClaims.ServiceAccountClaim] = "true", ["scope"] = scope,
            },
            SigningCredentials = new SigningCredentials(keys.InSigningOrder()[0], SecurityAlgorithms.RsaSha256),
        });
        return new Actor(api.Client, token);
    }
}
