using Npgsql;
using SafeZones.Api.Commands;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>The program does not start on a role that could step over the walls, or on a setting that is wrong.</summary>
public sealed class StartUpTests(SharedApi shared)
{
    private readonly TestDatabase database = shared.Api.Database;

    [Theory]
    [InlineData("owns every table", "safezones_owner", null)]
    [InlineData("superuser", "start_superuser", "create role start_superuser login superuser")]
    [InlineData("bypasses row security", "start_bypass", "create role start_bypass login bypassrls")]
    [InlineData("may read the whole server", "start_replication", "create role start_replication login replication")]
    [InlineData("may make itself other roles", "start_createrole", "create role start_createrole login createrole")]
    [InlineData("belongs to another role", "start_member", "create role start_member login in role safezones_owner")]
    [InlineData("owns a schema", "start_schema", "create role start_schema login; create schema start_schema authorization start_schema")]
    [InlineData("may truncate", "start_truncate", "create role start_truncate login; grant usage on schema public to start_truncate; grant truncate on venues to start_truncate")]
    [InlineData("hides behind another role", "start_hidden", "create role start_hidden login; grant safezones_app to start_hidden; alter role start_hidden set role safezones_app")]
    public async Task The_program_refuses_a_role_that(string property, string role, string? create)
    {
        await using var own = await PostgresCluster.NewDatabase();
        if (create is not null)
        {
            await own.Look<object>($"{create}; alter role {role} password '{TestDatabase.Password}'");
        }

        try
        {
            foreach (var connection in new[] { "App", "Platform" })
            {
                var (exit, said) = await Start(own, $"--ConnectionStrings:{connection}={own.Login(role)}");

                Assert.True(exit == 1, $"It started on a role that {property}.");
                Assert.StartsWith($"The setting ConnectionStrings log in as ", said, StringComparison.Ordinal);
                Assert.Contains("the API refuses to run on it. Use safezones_app and safezones_platform", said, StringComparison.Ordinal);
            }
        }
        finally
        {
            if (create is not null)
            {
                NpgsqlConnection.ClearAllPools();
                await own.Look<object>($"drop owned by {role} cascade; drop role {role}");
            }
        }
    }

    [Theory]
    [InlineData("--SafeZones:MasterKey=", "The setting SafeZones__MasterKey is missing: give it 32 random bytes in base64, for example from openssl rand -base64 32.")]
    [InlineData("--SafeZones:MasterKey=c2hvcnQ=", "The setting SafeZones__MasterKey must be exactly 32 bytes in base64.")]
    [InlineData("--SafeZones:MasterKey=not base64 at all", "The setting SafeZones__MasterKey must be exactly 32 bytes in base64.")]
    [InlineData("--SafeZones:PoolSize=0", "The setting SafeZones__PoolSize must be a whole number from 1 to 200.")]
    [InlineData("--SafeZones:PoolSize=many", "The setting SafeZones__PoolSize must be a whole number from 1 to 200.")]
    [InlineData("--SafeZones:DemonstrationClock=days", "The setting SafeZones__DemonstrationClock is for demonstrations: SafeZones__PublicUrl must be an address of this machine.")]
    [InlineData("--SafeZones:PublicUrl=api.example.org", "The setting SafeZones__PublicUrl must be an absolute http or https address.")]
    [InlineData("--SafeZones:Issuers:0:Issuer=http://login.example.org", "The setting SafeZones__Issuers__0__Issuer must be the https address of an OpenID Connect issuer.")]
    [InlineData("--SafeZones:Issuers:0:Issuer=login", "The setting SafeZones__Issuers__0__Issuer must be the https address of an OpenID Connect issuer.")]
    [InlineData("--SafeZones:Issuers:0:Audience=ours", "The setting SafeZones__Issuers__0__Issuer must be the https address of an OpenID Connect issuer.")]
    [InlineData("--SafeZones:RateLimits:AddressPerMinute=-1", "The setting SafeZones__RateLimits__AddressPerMinute must be a whole number from 0 to 10000000.")]
    [InlineData("--SafeZones:RateLimits:Instances=0", "The setting SafeZones__RateLimits__Instances must be a whole number from 1 to 1000.")]
    [InlineData("--SafeZones:RateLimits:TrustedProxies=proxy", "The setting SafeZones__RateLimits__TrustedProxies must be networks such as 10.0.0.0/8,::1/128.")]
    [InlineData("--ConnectionStrings:App=", "The setting ConnectionStrings__App is missing: give it a connection string such as ")]
    [InlineData("--ConnectionStrings:Platform=", "The setting ConnectionStrings__Platform is missing: give it a connection string such as ")]
    [InlineData("--ConnectionStrings:App=nonsense", "The setting ConnectionStrings__App is not a connection string that PostgreSQL's driver understands.")]
    public async Task A_wrong_setting_stops_the_program_with_a_sentence_that_names_it(string setting, string sentence)
    {
        var (exit, said) = await Start(database, setting);

        Assert.Equal(1, exit);
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
        Assert.EndsWith("See infra/.env.example.", said.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestDatabase.Password + ";", said, StringComparison.Ordinal);
    }

    // Any command of the program builds the whole installation first, and only then does what it is for.
    private static async Task<(int Exit, string Said)> Start(TestDatabase database, string setting)
    {
        await using var error = new StringWriter();
        var exit = await ProgramCommands.Run(
            ["appoint-operator", "--subject", "nobody", .. RunningApi.SettingsOf(database), setting], TextWriter.Null, error);
        return (exit, error.ToString());
    }
}
