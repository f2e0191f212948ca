using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using SafeZones.Api.Commands;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Commands;

public sealed class ProgramCommandsTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task A_token_is_printed_alone_and_signs_its_member_in()
    {
        var organisation = await api.Organisation();
        await organisation.Member("auditor");

        var printed = await Run("token", "--organisation", organisation.Slug, "--role", "auditor", "--hours", "2");

        var token = printed.Output.TrimEnd('\n');
        Assert.Equal((0, ""), (printed.Code, printed.Error));
        Assert.Equal(TimeSpan.FromHours(2), new JsonWebToken(token).ValidTo - new JsonWebToken(token).IssuedAt);
        Assert.Equal("forbidden", (await new Actor(api.Client, token).Get("/v1/venues")).Code);
    }

    [Fact]
    public async Task Whoever_is_appointed_operates_the_platform_and_being_appointed_twice_changes_nothing()
    {
        var issuer = $"https://login-{Guid.NewGuid():N}.example.org";

        var first = await Run("appoint-operator", "--subject", "example-operator", "--issuer", issuer);
        var second = await Run("appoint-operator", "--subject", "example-operator", "--issuer", issuer);
        await Run("appoint-operator", "--subject", $"operator-{Guid.NewGuid():N}");
        var token = (await Run("token", "--operator")).Output.Trim();

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Equal(1L, await api.Database.Look<long>("select count(*) from members where issuer = $1 and role = 'operator'", issuer));
        // Signed in and allowed: what is refused is the empty body.
        Assert.Equal(HttpStatusCode.BadRequest, (await new Actor(api.Client, token).Post("/v1/admin/organisations", "{}")).Status);
    }

    [Theory]
    [InlineData("There is no command tokne.", "tokne")]
    [InlineData("--rolle is not understood here.", "token", "--organisation", "example", "--rolle", "owner")]
    [InlineData("--organisation is missing.", "token")]
    [InlineData("--role needs a value.", "token", "--organisation", "example", "--role")]
    [InlineData("--role was given twice.", "token", "--role", "owner", "--role", "owner")]
    [InlineData("operator is no role of an organisation.", "token", "--organisation", "example", "--role", "operator")]
    [InlineData("--hours must be a whole number from 1 to 12.", "token", "--operator", "--hours", "13")]
    [InlineData("An operator has neither an organisation nor a role.", "token", "--operator", "--role", "owner")]
    [InlineData("--subject is missing.", "appoint-operator")]
    [InlineData("now is not understood here.", "rotate-issuer-key", "now")]
    [InlineData("--prot=80 is not understood here.", "--prot=80")]
    public async Task What_is_not_understood_gets_a_sentence_and_the_usage(string sentence, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await ProgramCommands.Run(args, output, error);

        Assert.Equal((2, ""), (code, output.ToString()));
        Assert.StartsWith($"{sentence}\n\nusage: ", error.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("token --organisation SLUG --role ROLE", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_says_why_and_prints_nothing_else()
    {
        var organisation = await api.Organisation();

        var nobody = await Run("token", "--organisation", organisation.Slug, "--role", "trainer");
        var nowhere = await Run("token", "--organisation", "no-such-place", "--role", "owner");
        var wrongKey = await Run("rotate-issuer-key", $"--SafeZones:MasterKey={Convert.ToBase64String(new byte[32])}");

        Assert.Equal((1, "", "Nobody there has that role, is enabled and signs in at the built-in issuer.\n"), nobody);
        Assert.Equal(nobody, nowhere);
        Assert.Equal(1, wrongKey.Code);
        Assert.StartsWith("The setting SafeZones__MasterKey is not the one", wrongKey.Error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await ProgramCommands.Run([.. args[..1], .. RunningApi.SettingsOf(api.Database), .. args[1..]], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
