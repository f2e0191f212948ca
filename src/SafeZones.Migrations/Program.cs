using SafeZones.Migrations;

// Runs as the owner role, before the API starts. Every setting it reads is in infra/.env.example.
//   --print-logins   also prints how the API's roles log in, passwords included: for `make run`, not for logs
try
{
    var settings = MigrationSettings.FromEnvironment();
    if (settings.Admin is not null)
    {
        await OwnerAndDatabase.Prepare(settings.Admin, settings.Owner);
    }

    Schema.Migrate(settings.Owner);
    await LoginRoles.SetPasswords(settings);
    if (args.Contains("--print-logins"))
    {
        foreach (var login in settings.Logins())
        {
            Console.WriteLine(login);
        }
    }

    return 0;
}
catch (Exception fault) when (fault is MigrationRefused or Npgsql.NpgsqlException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
