using System.ComponentModel.DataAnnotations;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Features.ServiceAccounts;

/// <summary>Whether a service account may come in.</summary>
public enum ServiceAccountStatus
{
    /// <summary>May come in.</summary>
    Active,
    /// <summary>May not, for good.</summary>
    Revoked,
}

/// <summary>An owner looks which machines are in.</summary>
public static class ListServiceAccounts
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/service-accounts", Endpoint)
        .Requires(Permission.ManageServiceAccounts)
        .Describe(nameof(ListServiceAccounts), "List service accounts", "In the order in which they were created.")
        .Gives(StatusCodes.Status200OK, new Page<ServiceAccount>([ServiceAccount.Example], new PageEnd(null, false)));

    private static async Task<IResult> Endpoint(
        [AsParameters] Parameters parameters, HttpContext context, Cursors cursors, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var after = cursors.Read<After>(parameters.Cursor, context);
        var accounts = await mediator.Send(new Query(parameters, after), cancellationToken);
        return Reply.Page(context, accounts.ToPage(
            parameters.Limit ?? Paging.LimitDefault, account => new After(account.Id), context));
    }

    /// <summary>What the list may be narrowed by.</summary>
    internal sealed record Parameters
    {
        /// <summary>Active (the default), revoked, or both.</summary>
        [FromQuery(Name = "status")]
        public Choices<ServiceAccountStatus>? Status { get; init; }

        /// <summary>How many accounts at the most.</summary>
        [FromQuery(Name = "limit"), Range(1, Paging.LimitMax)]
        public int? Limit { get; init; }

        /// <summary>Where to go on: the <c>next_cursor</c> of the page before.</summary>
        [FromQuery(Name = "cursor")]
        public string? Cursor { get; init; }

        /// <summary>Only these members of each resource, comma-separated.</summary>
        [FromQuery(Name = "fields")]
        public string? Fields { get; init; }
    }

    /// <summary>The last account of a page.</summary>
    internal sealed record After(Guid Id);

    internal sealed record Query(Parameters Parameters, After? After) : IQuery<List<ServiceAccount>>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, List<ServiceAccount>>
    {
        public Task<List<ServiceAccount>> Handle(Query query, CancellationToken cancellationToken)
        {
            var statuses = query.Parameters.Status?.Values ?? [ServiceAccountStatus.Active];
            return database.List<ServiceAccount>(
                SelectPage,
                new
                {
                    isActive = statuses.Contains(ServiceAccountStatus.Active),
                    isRevoked = statuses.Contains(ServiceAccountStatus.Revoked),
                    afterId = query.After?.Id ?? Guid.Empty,
                    // One more than the page, to know whether there is another.
                    rows = (query.Parameters.Limit ?? Paging.LimitDefault) + 1,
                },
                cancellationToken);
        }
    }

    private const string SelectPage =
        $"""
        select {ServiceAccount.Columns}
        from service_accounts a
        where a.tenant_id = @tenantId
          and (a.revoked_at is null and @isActive or a.revoked_at is not null and @isRevoked)
          and a.id > @afterId
        order by a.id
        limit @rows
        """;
}
