using Npgsql;
using static SafeZones.Migrations.OwnerAndDatabase;

namespace SafeZones.Migrations;

/// <summary>The passwords of the API's two login roles, where this run was given them.</summary>
public static class LoginRoles
{
    /// <summary>Leaves a password alone that the settings do not name.</summary>
    public static async Task SetPasswords(MigrationSettings settings)
    {
        await using var database = NpgsqlDataSource.Create(settings.Owner);
        foreach (var (role, password) in new[]
        {
            ("safezones_app", settings.AppPassword), ("safezones_platform", settings.PlatformPassword),
        })
        {
            if (password is not null)
            {
                await using var command = database.CreateCommand($"alter role {role} password {Literal(password)}");
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}
