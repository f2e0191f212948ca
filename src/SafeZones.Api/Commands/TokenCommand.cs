using System.Globalization;
using SafeZones.Api.Features.Members;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;

namespace SafeZones.Api.Commands;

/// <summary>
/// Prints a bearer token for somebody who is a member already. It needs the installation's secrets and is no endpoint.
/// </summary>
internal static class TokenCommand
{
    public static readonly ProgramCommand Command = new(
        "token",
        "print a bearer token for a member of the built-in issuer with that role, or for a platform operator",
        ["--organisation SLUG", "--role ROLE", "--operator", "--hours HOURS"],
        Run);

    private static async Task<int> Run(CommandLine line)
    {
        var query = line.Has("--operator")
            ? new IssueDevelopmentToken.Query(null, MemberRole.Operator, Lifetime(line))
            : new IssueDevelopmentToken.Query(line.Value("--organisation"), Role(line.Value("--role")), Lifetime(line));
        if (line.Has("--operator") && (line.Has("--organisation") || line.Has("--role")))
        {
            throw new UsageFault("An operator has neither an organisation nor a role.");
        }

        await using var instance = await line.Instance();
        var token = await instance.Services.SendAs(Caller.Platform, query, CancellationToken.None)
            ?? throw new CommandFault("Nobody there has that role, is enabled and signs in at the built-in issuer.");
        await line.Output.WriteLineAsync(token);
        return 0;
    }

    private static MemberRole Role(string word) =>
        Choices<MemberRole>.TryParse(word, CultureInfo.InvariantCulture, out var roles)
        && roles.Values is [not MemberRole.Operator and var role]
            ? role
            : throw new UsageFault($"{word} is no role of an organisation.");

    private static TimeSpan Lifetime(CommandLine line)
    {
        var most = (int)IssuerKeys.DevelopmentTokenLifetime.TotalHours;
        var text = line.ValueOrDefault("--hours") ?? most.ToString(CultureInfo.InvariantCulture);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours >= 1 && hours <= most
            ? TimeSpan.FromHours(hours)
            : throw new UsageFault($"--hours must be a whole number from 1 to {most}.");
    }
}
