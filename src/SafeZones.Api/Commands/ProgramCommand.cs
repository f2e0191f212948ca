namespace SafeZones.Api.Commands;

/// <summary>Something that the program does instead of serving.</summary>
/// <param name="Name">What is typed; empty for what happens without a command.</param>
/// <param name="Summary">What it does, for the usage text.</param>
/// <param name="Options">
/// As the usage text shows them: <c>--name VALUE</c> takes a value, <c>--name</c> does not, <c>NAME</c> stands alone.
/// </param>
/// <param name="Run">Does it and gives the exit code.</param>
internal sealed record ProgramCommand(
    string Name, string Summary, IReadOnlyList<string> Options, Func<CommandLine, Task<int>> Run);

/// <summary>The command line was not understood.</summary>
internal sealed class UsageFault(string sentence) : Exception(sentence);

/// <summary>The command was understood and cannot be done.</summary>
internal sealed class CommandFault(string sentence) : Exception(sentence);
