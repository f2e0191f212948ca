using System.Globalization;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Interventions;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Interventions;

/// <summary>How many interventions there were, as far as it may be told.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Quarter">The quarter in which they happened.</param>
/// <param name="By">By what they are counted.</param>
/// <param name="SuppressionK">The smallest count that is told.</param>
/// <param name="Total">All of them, each once; null if it is suppressed.</param>
/// <param name="Counts">Every word there is, with its count.</param>
public sealed record InterventionStatistics(
    Guid ProgrammeId, string Quarter, string By, int SuppressionK, long? Total, IReadOnlyList<WordCount> Counts)
{
    internal static InterventionStatistics Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000006"), "2026-Q3", "setting", 5, 41,
        [
            new("inside", 24), new("entrance", 9), new("street_nearby", null), new("transport", 0), new("online", 0), new("other", null),
        ]);
}

/// <summary>One count.</summary>
/// <param name="Word">The word.</param>
/// <param name="Count">How many; null if it is suppressed.</param>
public sealed record WordCount(string Word, long? Count);

/// <summary>Counts what happened in a quarter, and tells no more of it than may be told.</summary>
internal static class InterventionCounting
{
    public const string QuarterPattern = @"\A(19|20)\d\d-Q[1-4]\z";

    // By what is counted, with every word that there is.
    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["incident_type"] = WordsOf<IncidentType>(),
        ["action"] = WordsOf<InterventionAction>(),
        ["outcome"] = WordsOf<InterventionOutcome>(),
        ["referral"] = WordsOf<ReferralType>(),
        ["part_of_day"] = WordsOf<PartOfDay>(),
        ["setting"] = WordsOf<InterventionSetting>(),
        ["age_group"] = WordsOf<AgeGroup>(),
        ["gender"] = WordsOf<Gender>(),
    };

    public static string[] Everything => [.. Words.Keys];

    /// <summary>The last quarter that is over wherever the organisation is.</summary>
    public static string LastQuarter(DateTimeOffset now)
    {
        var day = now.AddDays(-1).AddMonths(-3);
        return string.Create(CultureInfo.InvariantCulture, $"{day.Year}-Q{((day.Month - 1) / 3) + 1}");
    }

    /// <summary>One answer for each of what it is counted by, in that order.</summary>
    public static async Task<List<InterventionStatistics>> Count(
        TenantDatabase database, Guid programmeId, string quarter, string[] by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = new DateOnly(
            int.Parse(quarter.AsSpan(0, 4), CultureInfo.InvariantCulture), 3 * (quarter[^1] - '1') + 1, 1);
        var until = from.AddMonths(3).AddDays(-1);
        await using var answers = await database.Ask(
            SelectPolicyThenCounts, new { id = programmeId, from, until, by, now }, cancellationToken);
        var programme = await answers.FirstOrDefault<Programme>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
        if (until >= programme.Today)
        {
            throw new Problem(ProblemCode.InvalidRequest, Fault.In("quarter", FaultCode.DateInFuture));
        }

        var total = await answers.FirstOrDefault<long>(cancellationToken);
        var counts = (await answers.List<Counted>(cancellationToken)).ToDictionary(row => (row.By, row.Word), row => row.Count);
        var k = Math.Max(programme.SuppressionK, programme.Policy.SuppressionK);
        return [.. by.Select(dimension =>
        {
            var words = Words[dimension];
            var told = Suppression.Apply(total, [.. words.Select(word => counts.GetValueOrDefault((dimension, word)))], k);
            return new InterventionStatistics(
                programmeId, quarter, dimension, k, told.Total,
                [.. words.Zip(told.Cells, (word, count) => new WordCount(word, count))]);
        })];
    }

    private static string[] WordsOf<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(word => ApiJson.Word(word))];

    private sealed record Programme(ProgrammePolicy Policy, int SuppressionK, DateOnly Today);

    private sealed record Counted(string By, string Word, long Count);

    private const string SelectPolicyThenCounts =
        $"""
        select p.policy, o.suppression_k, (@now at time zone o.time_zone)::date as today
        from programmes p
        join organisations o on o.tenant_id = p.tenant_id
        where p.tenant_id = @tenantId and p.id = @id;

        select count(*) {OfQuarter};

        select b.by, w.word, count(*)
        from (select e.* {OfQuarter}) e
        cross join unnest(@by) as b (by)
        cross join lateral unnest(case b.by
            when 'incident_type' then e.incident_types::text[]
            when 'action' then e.actions::text[]
            when 'outcome' then e.outcomes::text[]
            when 'referral' then e.referrals::text[]
            when 'part_of_day' then array[e.part_of_day::text]
            when 'setting' then array[e.setting::text]
            when 'age_group' then array[e.age_group::text]
            when 'gender' then array[e.gender::text]
        end) as w (word)
        where w.word is not null
        group by b.by, w.word
        """;

    private const string OfQuarter =
        """
        from partnerships r
        join interventions i on i.tenant_id = r.tenant_id and i.partnership_id = r.id and i.review_status <> 'rejected'
        join intervention_editions e on e.tenant_id = i.tenant_id and e.intervention_id = i.id and e.edition = i.edition
        where r.tenant_id = @tenantId and r.programme_id = @id and e.occurred_on between @from and @until
        """;
}
