using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Members;

/// <summary>Whether a member may come in.</summary>
public enum MemberStatus
{
    /// <summary>May come in.</summary>
    Enabled,
    /// <summary>May not, until enabled again.</summary>
    Disabled,
}

/// <summary>An owner looks who is in.</summary>
public static class ListMembers
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/members", Endpoint)
        .Requires(Permission.ManageMembers)
        .Describe(nameof(ListMembers), "List members", "In the order in which they were invited. Filters narrow each other.")
        .Gives(StatusCodes.Status200OK, new Page<Member>([Member.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<After>(parameters.Cursor, context);
        var found = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, found.Members.ToPage(
            parameters.Limit ?? Paging.LimitDefault, member => new After(member.Id), context, found.Total));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters
    {
        /// <summary>Any of these roles.</summary>
        [FromQuery(Name = "role")]
        public Choices<MemberRole>? Role { get; init; }

        /// <summary>Only enabled or only disabled members; both unless said otherwise.</summary>
        [FromQuery(Name = "status")]
        public Choices<MemberStatus>? Status { get; init; }

        /// <summary>How many members at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary><c>total</c> counts what the filters leave.</summary>
        [FromQuery(Name = "include"), AllowedValues("total")]
        public string? Include { get; init; }

        /// <summary>Only these members of each resource, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }
    }

    /// <summary>The last member of a page.</summary>
    internal sealed record After(Guid Id);

    internal sealed record Found(List<Member> Members, long? Total);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<Found>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Found>
    {
        public async Task<Found> Handle(Query query, CancellationToken cancellationToken)
        {
            var parameters = query.Parameters;
            var values = new
            {
                roles = parameters.Role?.Values,
                isEnabled = parameters.Status?.Values.Contains(MemberStatus.Enabled) ?? true,
                isDisabled = parameters.Status?.Values.Contains(MemberStatus.Disabled) ?? true,
                afterId = query.After?.Id ?? Guid.Empty,
                // One more than the page, to know whether there is another.
                rows = (parameters.Limit ?? Paging.LimitDefault) + 1,
            };
            var calls = parameters.Include == "total"
                ? [new SqlCall(SelectPage, values), new SqlCall(CountAll, values)]
                : new[] { new SqlCall(SelectPage, values) };
            await using var answers = await database.Ask(calls, cancellationToken);
            var members = await answers.List<Member>(cancellationToken);
            return new Found(members, calls.Length == 1 ? null : await answers.FirstOrDefault<long>(cancellationToken));
        }
    }

    private const string Filters =
        """
        m.tenant_id = @tenantId
          and (m.disabled_at is null and @isEnabled or m.disabled_at is not null and @isDisabled)
          and (@roles::member_role[] is null or m.role = any(@roles))
        """;

    private const string SelectPage =
        $"""
        select {Member.Columns}
        from members m
        where {Filters}
          and m.id > @afterId
        order by m.id
        limit @rows
        """;

    private const string CountAll =
        $"""
        select count(*)
        from members m
        where {Filters}
        """;
}
