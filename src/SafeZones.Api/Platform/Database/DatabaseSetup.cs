using System.Data;
using Dapper;
using Npgsql;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain;
using SafeZones.Domain.Interventions;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Platform.Database;

internal static class DatabaseSetup
{
    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        // Statements reach the driver with positional parameters, one statement each: it need not parse them.
        AppContext.SetSwitch("Npgsql.EnableSqlRewriting", false);
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new JsonTextHandler());
        SqlMapper.AddTypeHandler(new JsonHandler<ProgrammePolicy>());
        SqlMapper.AddTypeHandler(new JsonHandler<JobProgress>());
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<MaterialItem>>());
        SqlMapper.AddTypeHandler(new ArrayHandler<string>());
        SqlMapper.AddTypeHandler(new ArrayHandler<Guid>());
        SqlMapper.AddTypeHandler(new ArrayHandler<int>());
        SqlMapper.AddTypeHandler(new ArrayHandler<IncidentType>());
        SqlMapper.AddTypeHandler(new ArrayHandler<InterventionAction>());
        SqlMapper.AddTypeHandler(new ArrayHandler<InterventionOutcome>());
        SqlMapper.AddTypeHandler(new ArrayHandler<ReferralType>());

        services.AddSingleton(DatabaseSettings.From(configuration));
        services.AddSingleton<DataSources>();
        services.AddScoped<TenantDatabase>();
        services.AddScoped<PlatformDatabase>();
    }

    /// <summary>The fifth wall: the API does not start on a role that could step over the others.</summary>
    public static async Task RefusePrivilegedRoles(DataSources dataSources, ILogger logger)
    {
        foreach (var dataSource in new[] { dataSources.Of(Placement.Shared), dataSources.Platform })
        {
            await using var connection = await dataSource.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(DescribeRole, connection);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            if (reader.GetBoolean(1))
            {
                throw new WrongSetting("ConnectionStrings",
                    $"log in as {reader.GetString(0)}, a role that owns something, may truncate or can bypass row security; "
                    + "the API refuses to run on it. Use safezones_app and safezones_platform");
            }

            if (LeaksStatistics(reader.GetInt32(2)))
            {
                DatabaseLog.OldServer(logger, reader.GetString(3));
            }
        }
    }

    // CVE-2025-8713: row samples of other tenants can be read from the planner's statistics.
    private static bool LeaksStatistics(int version) => (version / 10_000, version % 10_000) switch
    {
        (15, < 14) or (16, < 10) or (17, < 6) => true,
        _ => false,
    };

    private const string DescribeRole =
        """
        select
            current_user::text,
            r.rolsuper or r.rolbypassrls or r.rolreplication or r.rolcreaterole or session_user <> current_user
                or exists (select from pg_auth_members m where m.member = r.oid)
                -- Tables, schemas, functions, databases: whoever owns one can change its walls.
                or exists (
                    select from pg_shdepend d
                    where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o')
                -- Truncating knows no row security.
                or exists (
                    select from pg_class c
                    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                      and has_table_privilege(c.oid, 'truncate')),
            current_setting('server_version_num')::integer,
            current_setting('server_version')
        from pg_roles r
        where r.rolname = current_user
        """;

    /// <summary>PostgreSQL's timestamptz, always UTC.</summary>
    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => new((DateTime)value, TimeSpan.Zero);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value;
    }

    /// <summary>The driver calls every array System.Array, which Dapper would try to convert.</summary>
    private sealed class ArrayHandler<T> : SqlMapper.TypeHandler<T[]>
    {
        public override T[] Parse(object value) => (T[])value;

        public override void SetValue(IDbDataParameter parameter, T[]? value) => parameter.Value = value;
    }

    /// <summary>A jsonb column that is read as what it means.</summary>
    private sealed class JsonHandler<T> : SqlMapper.TypeHandler<T>
    {
        public override T Parse(object value) => new JsonText((string)value).Read<T>(ApiJson.Options);

        public override void SetValue(IDbDataParameter parameter, T? value) => throw new NotSupportedException("Pass a JsonText.");
    }

    private sealed class JsonTextHandler : SqlMapper.TypeHandler<JsonText>
    {
        public override JsonText Parse(object value) => new((string)value);

        public override void SetValue(IDbDataParameter parameter, JsonText value) => parameter.Value = value.Value;
    }
}

internal static partial class DatabaseLog
{
    [LoggerMessage(LogLevel.Warning, "PostgreSQL {Version} leaks row samples through statistics (CVE-2025-8713): upgrade to 17.6, 16.10 or 15.14.")]
    public static partial void OldServer(ILogger logger, string version);
}
