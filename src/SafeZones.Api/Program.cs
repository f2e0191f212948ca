using SafeZones.Api;

// The contents page: Installation.cs says what the API is made of, Commands.cs what else this program can do.
return await Commands.Run(args);
