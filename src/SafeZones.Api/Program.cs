using SafeZones.Api.Commands;

// The contents page: Installation.cs says what the API is made of, Commands/ what else this program can do.
return await ProgramCommands.Run(args, Console.Out, Console.Error);
