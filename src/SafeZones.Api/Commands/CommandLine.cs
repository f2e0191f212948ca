using Microsoft.Extensions.Logging.Console;

namespace SafeZones.Api.Commands;

/// <summary>What was typed after the command, held against what the command knows.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string?> options = [];
    private readonly List<string> settings = [];

    private CommandLine(TextWriter output) => Output = output;

    /// <summary>Where the command's result goes, and nothing else.</summary>
    public TextWriter Output { get; }

    /// <summary>Settings among the arguments, <c>--Section:Name=value</c>.</summary>
    public string[] Settings => [.. settings];

    public static CommandLine Parse(ProgramCommand command, IReadOnlyList<string> args, TextWriter output)
    {
        var line = new CommandLine(output);
        var alone = new Queue<string>(command.Options.Where(option => !option.StartsWith('-')));
        for (var i = 0; i < args.Count; i++)
        {
            if (IsSetting(args[i]))
            {
                line.settings.Add(args[i]);
            }
            else if (!args[i].StartsWith('-') && alone.TryDequeue(out var name))
            {
                line.options.Add(name, args[i]);
            }
            else
            {
                i += line.AddOption(command, args, i);
            }
        }

        return line;
    }

    public bool Has(string option) => options.ContainsKey(option);

    public string? ValueOrDefault(string option) => options.GetValueOrDefault(option);

    public string Value(string option) =>
        options.GetValueOrDefault(option) ?? throw new UsageFault($"{option} is missing.");

    /// <summary>
    /// An instance of the API that serves nobody: the same settings, walls and pipeline. Its log goes to standard error.
    /// </summary>
    /// <param name="clock">The instance's clock, if it is not the one on the wall.</param>
    public Task<WebApplication> Instance(TimeProvider? clock = null) => Installation.Build(Settings, builder =>
    {
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }
    });

    // How many arguments were the option's value.
    private int AddOption(ProgramCommand command, IReadOnlyList<string> args, int at)
    {
        var option = command.Options.FirstOrDefault(known => known.Split(' ')[0] == args[at])
            ?? throw new UsageFault($"{args[at]} is not understood here.");
        var takesValue = option.Contains(' ', StringComparison.Ordinal);
        if (takesValue && (at + 1 == args.Count || args[at + 1].StartsWith('-')))
        {
            throw new UsageFault($"{args[at]} needs a value.");
        }

        if (!options.TryAdd(args[at], takesValue ? args[at + 1] : null))
        {
            throw new UsageFault($"{args[at]} was given twice.");
        }

        return takesValue ? 1 : 0;
    }

    private static bool IsSetting(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals > 2 && argument.StartsWith("--", StringComparison.Ordinal)
            && (argument[2..equals].Contains(':', StringComparison.Ordinal) || argument[2..equals] is "urls" or "environment");
    }
}
