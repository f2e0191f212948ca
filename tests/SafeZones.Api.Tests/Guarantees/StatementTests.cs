using System.Text.RegularExpressions;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>The second wall: each statement names the tenant for each table that it touches. And who writes what.</summary>
public sealed partial class StatementTests(SharedApi shared)
{
    // Statements that look into every partition, with the reason why they may.
    private static readonly string[] AcrossTenants =
    [
        // Its own row policy shows it which contacts have a last day, and the grant no more than whose.
        "ContactRetention.SelectOrganisations: venue_contacts",
        // Its own row policy shows it what has had its time, and the grant no more than whose.
        "EvidenceRetention.SelectOrganisations: appeal_statements",
        "EvidenceRetention.SelectOrganisations: display_photos",
        // Its own row policy shows it nothing but keys that are older than a day.
        "Housekeeping.DeleteOldKeys: idempotency_keys",
        // Its own row policy shows it nothing but links that ended half a year ago.
        "Housekeeping.DeleteOldLinks: action_links",
        // Its own row policy shows it what has had its time, and the grant no more than whose.
        "InterventionRetention.SelectOrganisations: interventions",
        // Runs after set_tenant; the organisation is looked up by its slug in the same statement.
        "IssueDevelopmentToken.SelectMember: members",
        // Its own row policy shows it which jobs are due or have had their time, and the grant no more than whose and which.
        "JobRetention.SelectOrganisations: jobs",
        "JobWork.SelectDue: jobs",
        // Its own row policy shows it what is due, and the grant no more than whose and which.
        "MessageDispatcher.SelectDue: messages",
        // The same policy shows it what is long over, and the grant no more than whose.
        "MessageRetention.SelectOrganisations: messages",
        // Its own row policy shows it what is due, and the grant no more than whose and which.
        "PartnershipScheduler.SelectDue: partnerships",
    ];

    // Tables that are written by another area than their own.
    private static readonly string[] WrittenByOthers =
    [
        "audit_entries Platform", "idempotency_keys Platform", "issuer_keys Platform",
        // Whoever writes a fact asks in the same transaction that its partnerships are looked at again (PartnershipReview).
        "partnerships Partnerships", "partnerships Platform",
        // Whoever ends or opens a partnership says in the same transaction when the venue's contacts are forgotten (ContactPurge).
        "venue_contacts Platform", "venue_contacts VenueContacts",
        // What a venue does by its link uses the link up in the same transaction (LinkUse).
        "action_links ActionLinks", "action_links Platform",
        // A venue's area is derived from areas: whoever changes those keeps it true. What it tells of its staff by its link is
        // answered with where it stands in its programme.
        "venues Areas", "venues Partnerships", "venues Venues", "staff_counts Partnerships", "staff_counts Venues",
        // The platform makes an organisation's key with the first text that it seals; an owner retires and erases it.
        "organisation_keys Organisations", "organisation_keys Platform",
        // Opening an organisation writes its first row, owner and programme, all or nothing.
        "members Members", "members Organisations", "organisations Organisations",
        "programme_slugs Organisations", "programme_slugs Programmes", "programmes Organisations", "programmes Programmes",
        "tenant_directory Organisations",
    ];

    [Fact]
    public async Task Every_statement_names_the_tenant_of_every_table_that_it_touches()
    {
        var tables = await TenantTables();
        var findings = SqlConstant.All.SelectMany(sql => sql.Statements
            .SelectMany(statement => Unbound(statement, tables))
            .Select(table => $"{sql.Place}: {table}")).Distinct().Order(StringComparer.Ordinal);

        Assert.True(SqlConstant.All.Count > 10, "The product's SQL was not found.");
        Assert.Equal(AcrossTenants, findings);
    }

    [Theory]
    [InlineData("select v.id from venues v where v.id = @id", "venues")]
    [InlineData("select v.id from venues v where v.tenant_id = @tenantId and v.id = @id", null)]
    [InlineData("select v.id from venues v join chains c on c.id = v.chain_id where v.tenant_id = @tenantId", "chains")]
    [InlineData("select v.id from venues v join chains c on c.tenant_id = v.tenant_id where v.tenant_id = @tenantId", null)]
    [InlineData("select v.id from venues v join chains c on c.tenant_id = v.tenant_id", "chains, venues")]
    [InlineData("update venues v set name = @name where v.id = @id", "venues")]
    [InlineData("delete from venues where id = @id", "venues")]
    [InlineData("delete from venues where tenant_id = @tenantId and id = @id", null)]
    [InlineData("insert into venues (tenant_id, id) values (@tenantId, @id)", null)]
    [InlineData("insert into venues (tenant_id, id) values (@id, @id)", "venues")]
    public void A_statement_without_the_tenant_is_recognised(string statement, string? expected) =>
        Assert.Equal(expected ?? "", string.Join(", ", Unbound(statement, ["venues", "chains"]).Order(StringComparer.Ordinal)));

    [Fact]
    public void Only_the_platforms_door_is_told_an_organisation() =>
        Assert.Empty(SourceFile.All
            .Where(file => file.IsIn("SafeZones.Api") && !file.IsIn("SafeZones.Api/Platform/Database"))
            .Where(file => file.Code.Contains("set_tenant", StringComparison.Ordinal)
                || file.Code.Contains("@organisationId", StringComparison.Ordinal))
            .Where(file => !file.Code.Contains(nameof(PlatformDatabase), StringComparison.Ordinal)
                || file.Code.Contains(nameof(TenantDatabase), StringComparison.Ordinal))
            .Select(file => file.Path));

    [Fact]
    public async Task Every_table_is_written_by_one_feature()
    {
        var tables = await shared.Api.Database.Lines(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')");
        var writers = SqlConstant.All
            .SelectMany(sql => Written().Matches(sql.Text).Select(match => $"{match.Groups[1].Value} {sql.Area}"))
            .Where(written => tables.Contains(written.Split(' ')[0]))
            .Distinct().ToList();
        var byOneOnly = writers.Except(WrittenByOthers).GroupBy(written => written.Split(' ')[0]);

        Assert.NotEmpty(writers);
        Assert.Equal("nothing", Reviewed.Sentence(byOneOnly
            .Where(table => table.Count() > 1 || WrittenByOthers.Any(written => written.StartsWith(table.Key + " ", StringComparison.Ordinal)))
            .SelectMany(table => table)));
        Assert.Equal("nothing", Reviewed.Sentence(WrittenByOthers.Except(writers)));
    }

    /// <summary>
    /// The tenant tables of a statement whose rows nothing in it binds to the tenant: by the door's parameter, or by the
    /// organisation that a global look-up (a sticker's code, a public slug) has named.
    /// </summary>
    private static IEnumerable<string> Unbound(string statement, IReadOnlyCollection<string> tables)
    {
        var isWhole = WholeStatement().IsMatch(statement);
        var uses = Uses().Matches(statement)
            .Select(match => (Table: match.Groups[1].Value, Alias: match.Groups[2].Success ? match.Groups[2].Value : match.Groups[1].Value))
            .Where(use => tables.Contains(use.Table)).ToList();
        var bound = Bindings().Matches(statement)
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : uses.Count == 1 ? uses[0].Alias : "").ToHashSet();
        var pairs = Joins().Matches(statement).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToList();
        // A fragment may lean on the statement around it, which is looked at as a whole where it is used.
        bound.UnionWith(isWhole ? [] : pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 }).Except(uses.Select(use => use.Alias)));
        // The row that an insert answers is the one that it has bound.
        bound.UnionWith(Inserts().Matches(statement).Where(match => match.Groups[2].Success).Select(match => match.Groups[2].Value));
        foreach (var _ in uses)
        {
            bound.UnionWith(pairs.Where(pair => bound.Contains(pair.Item2)).Select(pair => pair.Item1).ToList());
            bound.UnionWith(pairs.Where(pair => bound.Contains(pair.Item1)).Select(pair => pair.Item2).ToList());
        }

        var inserts = Inserts().Matches(statement).Select(match => match.Groups[1].Value).ToHashSet();
        return uses.Where(use => !bound.Contains(use.Alias) && !inserts.Contains(use.Table)).Select(use => use.Table);
    }

    private Task<IReadOnlyList<string>> TenantTables() => shared.Api.Database.Lines(
        """
        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        """);

    [GeneratedRegex(@"^\s*(select|insert|update|delete|with)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WholeStatement();

    [GeneratedRegex(@"(?:\bfrom|\bjoin|\bupdate|\binto|,)\s+(?:only\s+)?([a-z_]+)(?:\s+(?:as\s+)?(?!set\b|where\b|on\b|values\b|order\b|join\b|cross\b|left\b|for\b|limit\b|group\b|using\b)([a-z]\w*))?")]
    private static partial Regex Uses();

    [GeneratedRegex(@"(?:\b(\w+)\.|(?<![.\w]))tenant_id = (?:@(?:tenantId|organisationId)\b|\w+\.organisation_id\b)")]
    private static partial Regex Bindings();

    [GeneratedRegex(@"\b(\w+)\.tenant_id = (\w+)\.tenant_id\b")]
    private static partial Regex Joins();

    [GeneratedRegex(@"insert into (\w+)(?: as (\w+))?\s*\(\s*tenant_id,[^)]*\)\s*values\s*\(\s*@(?:tenantId|organisationId)\b")]
    private static partial Regex Inserts();

    [GeneratedRegex(@"(?:insert into|update|delete from)\s+([a-z_]+)")]
    private static partial Regex Written();
}
