using MediatR;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>The first wall and the ways around it, read in the source text.</summary>
public sealed class SourceTests
{
    private static readonly IEnumerable<SourceFile> Api = SourceFile.All.Where(file => file.IsIn("SafeZones.Api"));

    // Start-up asks the data sources what their roles are; nothing else knows that they exist.
    private static readonly string[] MayNameDataSources = ["SafeZones.Api/Installation.cs: <DataSources>"];

    [Fact]
    public void Only_the_door_names_a_connection_or_a_data_source()
    {
        Assert.Contains(SourceFile.All, file => file.IsIn("SafeZones.Api/Platform/Database"));
        Assert.Equal(MayNameDataSources, SourceFile.Mentions(
            Api.Where(file => !file.IsIn("SafeZones.Api/Platform/Database")),
            @"\bNpgsql(?!Exception\b)[A-Z]\w+|\bDb(Connection|DataSource|Command)\b|\bIDb\w+|[<( ]DataSources[>( ]|\bSqlMapper\b|\busing Dapper\b"));
    }

    // A pooled connection keeps what a session sets, and its next user may be another organisation.
    [Fact]
    public void No_source_sets_the_state_of_a_session() =>
        Assert.Empty(SourceFile.Mentions(
            Api,
            @"\bset_config\b|\bapp\.tenant_id\b(?!"", StringComparison)|\bset\s+(session|local|search_path|app\.)\b|\bset\s+role\b(?!\s*=)|\bpg_(try_)?advisory_lock\w*"
            + @"|\bcreate\s+(temp|temporary|unlogged)\b|\bdiscard\s+(all|plans|temp)\b|^\s*listen\s+\w+|\bwith\s+hold\b"));

    // Handlers neither begin nor commit: after a commit the tenant would be gone, and read-only with it.
    [Fact]
    public void No_statement_begins_or_ends_a_transaction_but_the_doors() =>
        Assert.Empty(SqlConstant.All
            .Where(sql => !sql.Place.StartsWith(nameof(DatabaseDoor), StringComparison.Ordinal))
            .Where(sql => sql.Statements.Any(statement => statement.Split(' ', '\n')[0] is
                "begin" or "start" or "commit" or "end" or "rollback" or "savepoint" or "set" or "reset" or "call" or "do" or "copy"))
            .Select(sql => sql.Place));

    [Fact]
    public void Nothing_waits_for_a_task_by_blocking_and_nothing_forgets_one() =>
        Assert.Empty(SourceFile.Mentions(
            SourceFile.All,
            @"\basync void\b|(?<!entry|body|Example|training|people|\b[ct])\.Result\b|\.Wait\(|\.GetResult\(|\bTask\.Run\(|\bThreadPool\.|\bnew Thread\(|_ = \w+Async\("));

    // Two ids of the same millisecond would otherwise come in any order, and lists by id with them.
    [Fact]
    public void Ids_that_sort_by_time_come_from_one_place() =>
        Assert.Equal(["SafeZones.Api/Platform/Database/RowId.cs: CreateVersion7("], SourceFile.Mentions(Api, @"\bCreateVersion7\("));

    [Fact]
    public void A_handler_sends_no_other_request() =>
        Assert.Empty(
            from type in typeof(Installation).Assembly.GetTypes()
            where type.GetInterfaces().Any(contract =>
                contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            from constructor in type.GetConstructors()
            from parameter in constructor.GetParameters()
            where parameter.ParameterType == typeof(IMediator) || parameter.ParameterType == typeof(ServiceFactory)
                || parameter.ParameterType.Name is "IServiceProvider" or "IServiceScopeFactory"
            select $"{type.DeclaringType?.Name} takes {parameter.ParameterType.Name}");

    [Fact]
    public void Security_does_not_depend_on_the_build_or_the_environments_name() =>
        Assert.Empty(SourceFile.Mentions(
            Api, @"^\s*#if\b.*|\bIsDevelopment\(|\bIsProduction\(|\bEnvironmentName\b|\[Conditional\("));
}
