using SafeZones.Migrations;

// Runs as the owner role, before the API starts. Every setting it reads is in infra/.env.example.
try
{
    var settings = MigrationSettings.FromEnvironment();
    if (settings.Admin is not null)
    {
        await OwnerAndDatabase.Prepare(settings.Admin, settings.Owner);
    }

    Schema.Migrate(settings.Owner);
    await LoginRoles.SetPasswords(settings);
    return 0;
}
catch (MigrationRefused refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
