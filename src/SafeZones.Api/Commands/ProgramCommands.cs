using Npgsql;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Commands;

/// <summary>What the program does: serve, unless one of these is named.</summary>
internal static class ProgramCommands
{
    private static readonly IReadOnlyList<ProgramCommand> All =
    [
        TokenCommand.Command,
        AppointOperatorCommand.Command,
        RotateIssuerKeyCommand.Command,
        DemoCommand.Command,
        OpenApiCommand.Command,
    ];

    private static readonly ProgramCommand Serve = new("", "answer requests until stopped", [], async line =>
    {
        await using var app = await Installation.Build(line.Settings);
        await app.RunAsync();
        return 0;
    });

    /// <returns>0 done, 1 not possible now, 2 not understood.</returns>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            return await Chosen(args, out var rest).Run(rest(output));
        }
        catch (UsageFault fault)
        {
            await error.WriteLineAsync($"{fault.Message}\n\n{Usage()}");
            return 2;
        }
        catch (Exception exception) when (exception is WrongSetting or CommandFault)
        {
            await error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (Problem problem)
        {
            await error.WriteLineAsync(new ProblemTexts().Title("en", problem.Code));
            return 1;
        }
        catch (NpgsqlException exception)
        {
            await error.WriteLineAsync($"PostgreSQL cannot be used: {exception.Message}");
            return 1;
        }
    }

    private static ProgramCommand Chosen(string[] args, out Func<TextWriter, CommandLine> rest)
    {
        var name = args is [var first, ..] && !first.StartsWith('-') ? first : "";
        var command = All.Append(Serve).FirstOrDefault(command => command.Name == name)
            ?? throw new UsageFault($"There is no command {name}.");
        rest = output => CommandLine.Parse(command, name.Length == 0 ? args : args[1..], output);
        return command;
    }

    private static string Usage() => string.Join('\n',
    [
        "usage: SafeZones.Api [command] [options] [--Section:Setting=value …]",
        "",
        .. All.Append(Serve).Select(command =>
            $"  {string.Join(' ', [command.Name.Length == 0 ? "(none)" : command.Name, .. command.Options])}\n      {command.Summary}"),
    ]);
}
