using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Members;

/// <summary>
/// Whoever runs the installation gets a token of somebody who may come in: the earliest enabled member of the built-in
/// issuer with that role. A command of the program and no endpoint.
/// </summary>
internal static class IssueDevelopmentToken
{
    /// <param name="Slug">The organisation; null for the platform's operators.</param>
    /// <param name="Role">What they do there.</param>
    /// <param name="Lifetime">How long the token is good.</param>
    internal sealed record Query(string? Slug, MemberRole Role, TimeSpan Lifetime) : IPlatformQuery<string?>;

    internal sealed class Handler(PlatformDatabase database, IssuerSettings issuers, DevelopmentTokens tokens)
        : IRequestHandler<Query, string?>
    {
        public async Task<string?> Handle(Query query, CancellationToken cancellationToken)
        {
            var values = new { slug = query.Slug, issuer = issuers.BuiltIn, role = query.Role };
            await using var answers = await database.Ask(
                query.Slug is null ? SelectOperator : SelectMember, values, cancellationToken);
            if (query.Slug is not null)
            {
                await answers.List<object>(cancellationToken);
            }

            var holder = await answers.FirstOrDefault<Holder>(cancellationToken);
            return holder is null
                ? null
                : tokens.Issue(holder.Subject, query.Slug is null ? null : holder.TenantId, query.Lifetime);
        }

        private sealed record Holder(Guid TenantId, string Subject);
    }

    private const string SelectMember =
        """
        select set_tenant(d.id) from tenant_directory d where d.slug = @slug;

        select m.tenant_id, m.subject
        from members m
        where m.tenant_id = (select d.id from tenant_directory d where d.slug = @slug)
          and m.issuer = @issuer
          and m.role = @role
          and m.subject is not null
          and m.disabled_at is null
        order by m.created_at, m.id
        limit 1
        """;

    private const string SelectOperator =
        """
        select m.tenant_id, m.subject
        from members m
        where m.tenant_id = @tenantId
          and m.issuer = @issuer
          and m.role = @role
          and m.subject is not null
          and m.disabled_at is null
        order by m.created_at, m.id
        limit 1
        """;
}
