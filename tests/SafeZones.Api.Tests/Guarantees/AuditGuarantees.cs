using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>Nothing is written, and nothing restricted is read, without a trace.</summary>
public sealed class AuditGuarantees(SharedApi shared)
{
    private static readonly Type[] Kinds = [typeof(ICommand<>), typeof(IPlatformCommand<>)];

    [Fact]
    public void Every_route_that_writes_or_reads_what_is_restricted_sends_a_command()
    {
        var traced = Routes()
            .Where(route => route.Method != "GET" || route.Permission is Permission.ReadContacts or Permission.CreateExports)
            .Where(route => route.Permission != Permission.Anyone).ToList();

        Assert.True(traced.Count > 20, "The routes were not found.");
        Assert.Equal("nothing", Reviewed.Sentence(traced
            .Where(route => !Commands().Any(command => command.DeclaringType?.Name == route.UseCase))
            .Select(route => $"{route.Method} {route.UseCase}")));
    }

    [Fact]
    public void Every_handler_of_a_command_has_the_trail_at_hand()
    {
        var handlers = Commands().Select(command => (Command: command, Handler: HandlerOf(command))).ToList();

        Assert.True(handlers.Count > 20, "The commands were not found.");
        Assert.Equal("nothing", Reviewed.Sentence(handlers
            .Where(pair => !pair.Handler.GetConstructors().Single().GetParameters()
                .Any(parameter => IsTrail(parameter.ParameterType) || HasTrail(parameter.ParameterType)))
            .Select(pair => pair.Command.FullName!)));

        static bool IsTrail(Type type) => type == typeof(AuditTrail) || type == typeof(OperatorTrail);

        // What several slices do alike records it for them.
        static bool HasTrail(Type type) => type.Namespace?.StartsWith("SafeZones.Api.", StringComparison.Ordinal) is true
            && type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(parameter => IsTrail(parameter.ParameterType));
    }

    [Theory]
    [InlineData(Trace.None, 0)]
    [InlineData(Trace.NoChange, 1)]
    [InlineData(Trace.Entry, 1)]
    public async Task A_command_that_leaves_no_trace_does_not_commit(Trace trace, long expected)
    {
        var organisation = await shared.Api.Organisation();
        var id = Guid.CreateVersion7();

        var failure = await Record.ExceptionAsync(() => Send(organisation.Id, new SilentWrite.Command(id, trace)));

        Assert.Equal(trace == Trace.None, failure is InvalidOperationException);
        Assert.Equal(expected, await shared.Api.Database.Look<long>("select count(*) from chains where id = $1", id));
        Assert.Equal(trace == Trace.Entry ? 1L : 0L, await shared.Api.Database.Look<long>(
            "select count(*) from audit_entries where entity_id = $1 and action = 'silent_write' and actor_kind = 'system'", id));
    }

    public enum Trace
    {
        None,
        NoChange,
        Entry,
    }

    /// <summary>A use case such as somebody might write.</summary>
    internal static class SilentWrite
    {
        internal sealed record Command(Guid Id, Trace Trace) : ICommand<Unit>;

        internal sealed class Handler(TenantDatabase database, AuditTrail audit) : IRequestHandler<Command, Unit>
        {
            public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
            {
                await database.Execute(
                    """
                    insert into chains (tenant_id, id, name, search_text, created_at, updated_at, version)
                    values (@tenantId, @id, 'Silent', 'silent', now(), now(), 1)
                    """,
                    new { id = command.Id },
                    cancellationToken);
                if (command.Trace == Trace.NoChange)
                {
                    audit.RecordNoChange();
                }
                else if (command.Trace == Trace.Entry)
                {
                    audit.Record("chain", command.Id, ["name"]);
                }

                return Unit.Value;
            }
        }
    }

    // The real pipeline; only the handler comes from here.
    private async Task Send(Guid organisationId, SilentWrite.Command command)
    {
        await using var scope = shared.Api.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CallerAccessor>().Caller = Caller.System(organisationId, CallersOrganisation.None);
        var mediator = new Mediator(type => type == typeof(IRequestHandler<SilentWrite.Command, Unit>)
            ? new SilentWrite.Handler(services.GetRequiredService<TenantDatabase>(), services.GetRequiredService<AuditTrail>())
            : services.GetRequiredService(type));
        await mediator.Send(command, TestContext.Current.CancellationToken);
    }

    private IEnumerable<(string Method, string UseCase, Permission Permission)> Routes() =>
        from endpoint in shared.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints
        let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
        let permission = endpoint.Metadata.GetMetadata<RequiredPermission>()?.Permission
        where name is not null && permission is not null && endpoint.Metadata.GetMetadata<OperationDescription>() is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, name, permission.Value);

    private static List<Type> Commands() =>
        [.. typeof(Installation).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && ContractOf(type) is not null)];

    private static Type HandlerOf(Type command)
    {
        var contract = typeof(IRequestHandler<,>).MakeGenericType(command, ContractOf(command)!.GetGenericArguments()[0]);
        return typeof(Installation).Assembly.GetTypes().Single(contract.IsAssignableFrom);
    }

    private static Type? ContractOf(Type type) => Array.Find(
        type.GetInterfaces(), candidate => candidate.IsGenericType && Kinds.Contains(candidate.GetGenericTypeDefinition()));
}
