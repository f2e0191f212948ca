using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Interventions;

public sealed class NarrativeTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    [Fact]
    public async Task Whoever_may_reads_it_with_a_reason_and_leaves_a_trace_and_a_coordinator_may_not()
    {
        var organisation = await api.Organisation();
        var (_, told) = await organisation.WithNarrative("We stayed with her until the taxi came.");

        var read = (await (await organisation.Member("safeguarding")).ReadNarrative(told)).Expect(HttpStatusCode.OK);

        Assert.Equal("We stayed with her until the taxi came.", (string?)read.Body["text"]);
        Assert.Equal("no-store", read.Headers["Cache-Control"]);
        (await (await organisation.Coordinator()).ReadNarrative(told)).Expect(HttpStatusCode.Forbidden);
        var trace = (await organisation.Owner.Get($"/v1/audit?entity_id={told.Id}")).Data[0];
        Assert.Equal(("read_intervention_narrative", "weekly case review"), ((string?)trace["action"], (string?)trace["reason"]));
    }

    /// <summary>
    /// The text is nowhere in plain: not in a row of any table, not in what the database remembers of statements, not in a log, a
    /// trace, a kept answer or an answer of the API but the one that is asked for it.
    /// </summary>
    [Fact]
    public async Task A_narrative_is_nowhere_in_plain()
    {
        const string marker = "lavender umbrella by the third window";
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(
                string.Join('\n', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))
                + string.Join('\n', activity.Events.SelectMany(one => one.Tags).Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);
        var database = await PostgresCluster.NewDatabase();
        await database.Look<object>("create extension pg_stat_statements");
        string log;
        var answers = new List<string>();
        using (var program = await ApiProcess.Start(database, ("Logging__LogLevel__Default", "Trace")))
        await using (var here = await RunningApi.Start(database))
        {
            var organisation = await here.Organisation();
            var (partnership, told) = await organisation.WithNarrative($"There was a {marker}.");
            var safeguarding = await organisation.Member("safeguarding");
            var elsewhere = new Actor(program.Client, safeguarding.Token);

            answers.Add(told.Text);
            answers.Add((await elsewhere.Tell(partnership, narrative: $"Again the {marker}.")).Expect(HttpStatusCode.Created).Text);
            answers.Add((await elsewhere.Tell(partnership, narrative: $"{marker} 0912345678")).Expect(HttpStatusCode.BadRequest).Text);
            answers.Add((await elsewhere.Get("/v1/interventions")).Text);
            answers.Add((await elsewhere.Get($"/v1/interventions/{told.Id}/editions")).Text);
            Assert.Contains(marker, (await elsewhere.ReadNarrative(told)).Expect(HttpStatusCode.OK).Text);
            await program.Stop();
            log = string.Join('\n', program.Log);
        }

        Assert.All(answers, answer => Assert.DoesNotContain("umbrella", answer));
        Assert.NotEmpty(traces);
        Assert.All(traces, trace => Assert.DoesNotContain("umbrella", trace));
        Assert.NotEmpty(log);
        Assert.DoesNotContain("umbrella", log);
        foreach (var row in await EveryRow(database))
        {
            Assert.DoesNotContain("umbrella", row);
            Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes("umbrella")), row);
        }
    }

    /// <summary>A short text could be found out by trying, if what is kept to know a repetition were its bare hash.</summary>
    [Fact]
    public async Task What_is_kept_to_know_a_repetition_does_not_confirm_a_guess()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing(new { NarrativeEnabled = true });
        var body = new System.Text.Json.Nodes.JsonObject
        {
            ["partnership_id"] = partnership.Id.ToString(), ["report"] = Telling.Report(), ["narrative"] = "He followed her.",
        }.ToJsonString();

        (await (await organisation.Volunteer()).Post("/v1/interventions", body, ("Idempotency-Key", "guess")))
            .Expect(HttpStatusCode.Created);

        Assert.Equal(["false"], await api.Database.Lines(
            $"select (body_hash = sha256($1))::text from idempotency_keys where tenant_id = '{organisation.Id}' and key = 'guess'",
            Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public async Task A_sealed_text_that_is_moved_to_another_row_edition_or_organisation_does_not_open()
    {
        var (organisation, other) = (await api.Organisation(), await api.Organisation());
        var (partnership, first) = await organisation.WithNarrative("The first of two.");
        var safeguarding = await organisation.Member("safeguarding");
        var second = await safeguarding.Tell(partnership, narrative: "The second of two.");
        var (_, foreign) = await other.WithNarrative("Somebody else's.");

        // Between rows of one organisation.
        await Copy(first, second);
        (await safeguarding.ReadNarrative(second)).Expect(HttpStatusCode.InternalServerError);
        // Between organisations, and with the key that it was sealed under.
        await api.Database.Look<object>(
            $"""
            update organisation_keys set sealed_key = (
                select y.sealed_key from organisation_keys y where y.tenant_id = '{organisation.Id}')
            where tenant_id = '{other.Id}'
            """);
        await Copy(first, foreign);
        (await (await other.Member("safeguarding")).ReadNarrative(foreign)).Expect(HttpStatusCode.InternalServerError);
        // To another edition of its own.
        (await safeguarding.Post($"/v1/interventions/{first.Id}/editions", new
        {
            Report = Telling.Report(), Narrative = "Told again.",
        }, ("If-Match", "*"))).Expect(HttpStatusCode.OK);
        await api.Database.Look<object>(
            $"""
            update intervention_narratives n set sealed_narrative = (
                select o.sealed_narrative from intervention_narratives o where o.intervention_id = n.intervention_id and o.edition = 1)
            where n.intervention_id = '{first.Id}' and n.edition = 2
            """);
        (await safeguarding.ReadNarrative(first)).Expect(HttpStatusCode.InternalServerError);

        Task Copy(Answer from, Answer to) => api.Database.Look<object>(
            $"""
            update intervention_narratives set sealed_narrative = (
                select n.sealed_narrative from intervention_narratives n where n.intervention_id = '{from.Id}')
            where intervention_id = '{to.Id}'
            """);
    }

    [Fact]
    public async Task After_a_rotation_older_texts_stay_readable_until_their_key_is_erased()
    {
        var organisation = await api.Organisation();
        var (partnership, before) = await organisation.WithNarrative("Before the rotation.");
        var safeguarding = await organisation.Member("safeguarding");
        var keys = "/v1/organisation/encryption-keys";
        var old = (await organisation.Owner.Get(keys)).Data.Single();

        (await organisation.Owner.Post(keys)).Expect(HttpStatusCode.Created);
        var after = await safeguarding.Tell(partnership, narrative: "After the rotation.");

        Assert.Equal("Before the rotation.", (string?)(await safeguarding.ReadNarrative(before)).Body["text"]);
        (await Erase(old["id"]!.GetValue<Guid>())).Expect(HttpStatusCode.OK);
        (await safeguarding.ReadNarrative(before)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("After the rotation.", (string?)(await safeguarding.ReadNarrative(after)).Expect(HttpStatusCode.OK).Body["text"]);
        Assert.Equal(["true"], await api.Database.Lines(
            $"select (sealed_key is null)::text from organisation_keys where id = '{old["id"]}'"));
        // The one in use is not erased under whoever writes.
        var current = (await organisation.Owner.Get(keys)).Data[0]["id"]!.GetValue<Guid>();
        Assert.Equal("encryption_key_in_use", (await Erase(current)).Code);

        Task<Answer> Erase(Guid id) => organisation.Owner.Post(
            $"{keys}/{id}/erasure", null, ("If-Match", "*"), ("X-Audit-Reason", "the notebook was stolen"));
    }

    [Fact]
    public async Task A_key_under_which_something_is_on_legal_hold_is_not_erased()
    {
        var organisation = await api.Organisation();
        var (_, told) = await organisation.WithNarrative("For the court.");
        var keys = "/v1/organisation/encryption-keys";
        var old = (await organisation.Owner.Get(keys)).Data.Single()["id"]!.GetValue<Guid>();
        (await organisation.Owner.Post(keys)).Expect(HttpStatusCode.Created);
        (await organisation.Owner.Post($"/v1/interventions/{told.Id}/legal-hold", null, ("If-Match", "*"), ("X-Audit-Reason", "court")))
            .Expect(HttpStatusCode.OK);

        var refused = await organisation.Owner.Post($"{keys}/{old}/erasure", null, ("If-Match", "*"), ("X-Audit-Reason", "tidying up"));

        Assert.Equal("encryption_key_in_use", refused.Code);
    }

    [Fact]
    public async Task Twenty_that_seal_the_first_text_at_once_make_one_key()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Willing(new { NarrativeEnabled = true });
        var safeguarding = await organisation.Member("safeguarding");

        var told = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => safeguarding.Tell(partnership, narrative: $"Number {number}.")));

        Assert.All(told, one => Assert.Equal(HttpStatusCode.Created, one.Status));
        Assert.Single((await organisation.Owner.Get("/v1/organisation/encryption-keys")).Data);
        foreach (var (number, one) in told.Index())
        {
            Assert.Equal($"Number {number}.", (string?)(await safeguarding.ReadNarrative(one)).Expect(HttpStatusCode.OK).Body["text"]);
        }
    }

    /// <summary>Every row of every table as text, what pg_dump would write down; and the statements that the database remembers.</summary>
    private static async Task<List<string>> EveryRow(TestDatabase database)
    {
        var rows = new List<string>();
        foreach (var table in await database.Lines(
            "select quote_ident(relname) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"))
        {
            rows.AddRange(await database.Lines($"select t::text from {table} t"));
        }

        Assert.Contains(rows, row => row.Contains("\\x", StringComparison.Ordinal));
        rows.AddRange(await database.Lines("select query from pg_stat_activity"));
        rows.AddRange(await database.Lines("select query from pg_stat_statements"));
        return rows;
    }
}
