using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Interventions;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Interventions;

/// <summary>An analyst counts what happened in a quarter, without seeing anybody's case.</summary>
public static class GetInterventionStatistics
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/programmes/{programmeId:guid}/intervention-statistics", Endpoint)
        .Requires(Permission.ReadStatistics)
        .Describe(nameof(GetInterventionStatistics), "Count the interventions of a quarter", """
            A count below the programme's or the organisation's `suppression_k`, whichever is higher, is suppressed (`null`), and with it
            the next smallest where the total would give it away. Only whole quarters that are over, one programme at a time: two
            answers that overlap could be subtracted from each other. Rejected ones do not count; an intervention with two actions counts
            in both.
            """)
        .Gives(StatusCodes.Status200OK, InterventionStatistics.Example);

    private static async Task<IResult> Endpoint(
        Guid programmeId, [AsParameters] Parameters parameters, IMediator mediator, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var query = new Query(programmeId, parameters.Quarter ?? LastQuarter(clock.GetUtcNow()), parameters.By ?? "action");
        return Reply.Json(await mediator.Send(query, cancellationToken));
    }

    /// <summary>Which quarter, counted by what.</summary>
    internal sealed record Parameters
    {
        /// <summary>The quarter in which it happened, such as <c>2026-Q3</c>; the last one that is over unless given.</summary>
        [FromQuery(Name = "quarter"), RegularExpression(@"\A(19|20)\d\d-Q[1-4]\z", ErrorMessage = "2026-Q3")]
        public string? Quarter { get; init; }

        /// <summary>By which words; <c>action</c> unless given.</summary>
        [FromQuery(Name = "by"), AllowedValues(
            "incident_type", "action", "outcome", "referral", "part_of_day", "setting", "age_group", "gender")]
        public string? By { get; init; }
    }

    internal sealed record Query(Guid ProgrammeId, string Quarter, string By) : IQuery<InterventionStatistics>;

    internal sealed class Handler(TenantDatabase database, TimeProvider clock) : IRequestHandler<Query, InterventionStatistics>
    {
        public async Task<InterventionStatistics> Handle(Query query, CancellationToken cancellationToken)
        {
            var from = new DateOnly(
                int.Parse(query.Quarter.AsSpan(0, 4), CultureInfo.InvariantCulture), 3 * (query.Quarter[^1] - '1') + 1, 1);
            var until = from.AddMonths(3).AddDays(-1);
            await using var answers = await database.Ask(
                SelectPolicyThenCounts,
                new { id = query.ProgrammeId, from, until, by = query.By, now = clock.GetUtcNow() },
                cancellationToken);
            var programme = await answers.FirstOrDefault<Programme>(cancellationToken) ?? throw new Problem(ProblemCode.NotFound);
            if (until >= programme.Today)
            {
                throw new Problem(ProblemCode.InvalidRequest, Fault.In("quarter", FaultCode.DateInFuture));
            }

            var total = await answers.FirstOrDefault<long>(cancellationToken);
            var counted = (await answers.List<Counted>(cancellationToken)).ToDictionary(row => row.Word, row => row.Count);
            var words = Words(query.By);
            var k = Math.Max(programme.SuppressionK, programme.Policy.SuppressionK);
            var published = Suppression.Apply(total, [.. words.Select(word => counted.GetValueOrDefault(word))], k);
            return new InterventionStatistics(
                query.ProgrammeId, query.Quarter, query.By, k, published.Total,
                [.. words.Zip(published.Cells, (word, count) => new WordCount(word, count))]);
        }
    }

    // One that is over wherever the organisation is.
    private static string LastQuarter(DateTimeOffset now)
    {
        var day = now.AddDays(-1).AddMonths(-3);
        return string.Create(CultureInfo.InvariantCulture, $"{day.Year}-Q{((day.Month - 1) / 3) + 1}");
    }

    private sealed record Programme(ProgrammePolicy Policy, int SuppressionK, DateOnly Today);

    private sealed record Counted(string Word, long Count);

    private static string[] Words(string by) => by switch
    {
        "incident_type" => WordsOf<IncidentType>(),
        "action" => WordsOf<InterventionAction>(),
        "outcome" => WordsOf<InterventionOutcome>(),
        "referral" => WordsOf<ReferralType>(),
        "part_of_day" => WordsOf<PartOfDay>(),
        "setting" => WordsOf<InterventionSetting>(),
        "age_group" => WordsOf<AgeGroup>(),
        _ => WordsOf<Gender>(),
    };

    private static string[] WordsOf<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(word => ApiJson.Word(word))];

    private const string SelectPolicyThenCounts =
        $"""
        select p.policy, o.suppression_k, (@now at time zone o.time_zone)::date as today
        from programmes p
        join organisations o on o.tenant_id = p.tenant_id
        where p.tenant_id = @tenantId and p.id = @id;

        select count(*) {OfQuarter};

        select w.word, count(*)
        from (
            select unnest(case @by
                when 'incident_type' then e.incident_types::text[]
                when 'action' then e.actions::text[]
                when 'outcome' then e.outcomes::text[]
                when 'referral' then e.referrals::text[]
                when 'part_of_day' then array[e.part_of_day::text]
                when 'setting' then array[e.setting::text]
                when 'age_group' then array[e.age_group::text]
                when 'gender' then array[e.gender::text]
            end) as word
            {OfQuarter}) w
        where w.word is not null
        group by w.word
        """;

    private const string OfQuarter =
        """
        from partnerships r
        join interventions i on i.tenant_id = r.tenant_id and i.partnership_id = r.id and i.review_status <> 'rejected'
        join intervention_editions e on e.tenant_id = i.tenant_id and e.intervention_id = i.id and e.edition = i.edition
        where r.tenant_id = @tenantId and r.programme_id = @id and e.occurred_on between @from and @until
        """;
}

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
