using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

/// <summary>
/// People who do whatever comes to their minds, several at once, over HTTP on PostgreSQL: whatever they do, what DOMAIN.md
/// section 6 promises holds. <c>SAFEZONES_MODEL_ROUNDS</c> makes it as long as one likes; a failure names its seed.
/// </summary>
public sealed class PartnershipModelTests : IAsyncLifetime
{
    private const int AtOnce = 4;
    // An API of its own: a pass of the scheduler looks at everybody's partnerships.
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.Start();

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await api.Database.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"training_threshold":0.5,"grace_days":0,"second_grace_days":0}""")]
    [InlineData("""{"two_person_activation":true,"training_threshold":0,"min_trained":2,"grace_days":0,"second_grace_days":30}""")]
    public async Task Whatever_people_do_at_once_the_promises_hold(string policy)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SAFEZONES_MODEL_SEED"), out var given) ? given : Random.Shared.Next();
        var rounds = int.Parse(Environment.GetEnvironmentVariable("SAFEZONES_MODEL_ROUNDS") ?? "40", null);
        var random = new Random(seed);
        var organisation = await api.Organisation();
        var people = new[]
        {
            organisation.Owner, await organisation.Coordinator(), await organisation.Member("safeguarding"), await organisation.Volunteer(),
        };
        var (partnerships, decals) = (new List<Answer>(), new List<Answer>());
        var done = new Dictionary<string, int>();
        for (var round = 0; round < rounds; round++)
        {
            // The next one begins when this one's life is over, or after a while.
            if (round % 20 == 0 || await IsOver(organisation, partnerships[^1]))
            {
                var knobs = System.Text.Json.Nodes.JsonNode.Parse(policy)!;
                partnerships.Add(partnerships.Count % 2 == 0 ? await organisation.Pledged(knobs) : await organisation.Willing(knobs));
                (await organisation.Train(partnerships[^1], 8)).Expect(HttpStatusCode.Created);
                // One begins as a safe zone, by two people where two are asked for; the next has its life before it.
                await organisation.Move(partnerships[^1], "activation");
                await organisation.Move(partnerships[^1], "activation", by: organisation.Owner);
            }

            if (round % 4 == 0 || decals[^1].Body["partnership_id"]!.GetValue<Guid>() != partnerships[^1].Id)
            {
                decals.Add(await organisation.Allocated(partnerships[^1]));
            }

            var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ =>
                Act(random.Next(), organisation, people[random.Next(people.Length)], partnerships[^1], decals[^(1 + random.Next(Math.Min(4, decals.Count)))])));
            foreach (var (what, answer) in answers)
            {
                Assert.True((int)answer.Status < 500, $"Seed {seed}: {what} was a fault of ours: {answer}");
                done[what] = done.GetValueOrDefault(what) + ((int)answer.Status < 300 ? 1 : 0);
            }

            await PromisesHold(organisation, decals, $"Seed {seed}, round {round}: {string.Join(", ", answers.Select(one => $"{one.What} {(int)one.Answer.Status}"))}");
        }

        TestContext.Current.SendDiagnosticMessage(string.Join(", ", done.Select(pair => $"{pair.Key} {pair.Value}")));
        // Of 160 things that people try, about a quarter is always possible: trainings, declarations, the system's look.
        Assert.True(done.Values.Sum() > rounds / 2, $"Seed {seed}: nothing much happened: {string.Join(", ", done)}");
    }

    private static async Task<bool> IsOver(Organisation organisation, Answer partnership) =>
        (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Body["status"] is "withdrawn" or "closed";

    private async Task<(string What, Answer Answer)> Act(
        int dice, Organisation organisation, Actor actor, Answer partnership, Answer decal)
    {
        var until = new { PausedUntil = Organisation.Today.AddDays(30).ToString("yyyy-MM-dd", null) };
        (string What, Func<Task<Answer>> Do)[] actions =
        [
            ("pledge", () => Move("pledge", Organisation.Pledge())),
            ("activation", () => Move("activation")), ("activation", () => Move("activation")), ("activation", () => Move("activation")),
            ("suspension", () => Move("suspension", new { Reason = "legal" })),
            ("reinstatement", () => Move("reinstatement")), ("reinstatement", () => Move("reinstatement")),
            ("pause", () => Move("pause", until)), ("resumption", () => Move("resumption")),
            ("train", () => organisation.Train(partnership, 8)), ("train", () => organisation.Train(partnership, 8)),
            ("few staff", () => organisation.DeclareStaff(partnership, 12)), ("many staff", () => organisation.DeclareStaff(partnership, 40)),
            ("pass", async () =>
            {
                await api.Services.GetRequiredService<PartnershipScheduler>().Pass(CancellationToken.None);
                return await actor.Get($"/v1/partnerships/{partnership.Id}");
            }),
            ("issue", () => Decal("issue")), ("issue", () => Decal("issue")), ("issue", () => Decal("issue")),
            ("display", () => Decal("display", new { PlacedAt = "window" })), ("return", () => Decal("return")),
            ("loss", () => Decal("loss")), ("write-off", () => Decal("write-off")),
            ("over", () => dice % 7 != 0 ? Decal("display", new { PlacedAt = "counter" }) : dice % 2 == 0
                ? Move("closure", new { Reason = "moved" }) : Move("withdrawal", new { Evidence = "folder 3" })),
        ];
        var (what, act) = actions[dice % actions.Length];
        return (what, await act());

        Task<Answer> Move(string path, object? body = null) => organisation.Move(partnership, path, body, actor);

        Task<Answer> Decal(string path, object? body = null) => actor.Post($"/v1/decals/{decal.Id}/{path}", body, ("If-Match", "*"));
    }

    private async Task PromisesHold(Organisation organisation, List<Answer> decals, string when)
    {
        // 2: outside of active, paused and lapsed nothing is on show that was not asked back.
        Assert.True(0 == await api.Database.Look<long>(
            """
            select count(*) from decals d join partnerships r on r.tenant_id = d.tenant_id and r.id = d.partnership_id
            where d.tenant_id = $1 and (d.state in ('issued', 'displayed') and r.status not in ('active', 'paused', 'lapsed')
                or d.state = 'recall_requested' and not exists (
                    select from recalls k where k.tenant_id = d.tenant_id and k.decal_id = d.id and k.status in ('open', 'reminded', 'overdue')))
            """, organisation.Id), $"{when}: a sticker is on show where none should be.");
        // 6: only the venue pledges and withdraws, and there is a paper.
        Assert.True(0 == await api.Database.Look<long>(
            """
            select count(*) from partnership_moves m
            where m.tenant_id = $1 and m.action in ('pledge', 'withdraw') and (m.actor <> 'venue' or m.evidence is null)
            """, organisation.Id), $"{when}: somebody else pledged.");
        // 7: whoever suspended did not reinstate.
        Assert.True(0 == await api.Database.Look<long>(
            """
            select count(*) from partnership_moves m
            where m.tenant_id = $1 and m.action = 'reinstate' and m.actor_id = (
                select s.actor_id from partnership_moves s
                where s.tenant_id = m.tenant_id and s.partnership_id = m.partnership_id and s.action = 'suspend' and s.id < m.id
                order by s.id desc limit 1)
            """, organisation.Id), $"{when}: a suspender reviewed.");
        // 3: a sticker is valid exactly where it is live and its venue is listed.
        var slug = (string)(await organisation.Owner.Get($"/v1/programmes/{await organisation.Programme()}")).Body["public_slug"]!;
        var listed = (await api.Stranger.Get($"/v1/public/programmes/{slug}/venues")).Expect(HttpStatusCode.OK).Data.Count;
        var active = 0;
        foreach (var partnership in decals.Select(decal => decal.Body["partnership_id"]!.GetValue<Guid>()).Distinct())
        {
            active += (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership}")).Body["status"] == "active" ? 1 : 0;
        }

        Assert.True(active == listed, $"{when}: {active} are active and {listed} are listed.");
        foreach (var decal in decals.TakeLast(4))
        {
            var verified = await api.Stranger.Get($"/v1/public/verify/{decal.Body["verify_code"]}");
            var state = (string?)(await organisation.Owner.Get($"/v1/decals/{decal.Id}")).Body["state"];
            var status = (string?)(await organisation.Owner.Get($"/v1/partnerships/{decal.Body["partnership_id"]}")).Body["status"];
            Assert.True(
                (verified.Status == HttpStatusCode.OK && (bool)verified.Body["valid"]!) == (state is "issued" or "displayed" && status == "active"),
                $"{when}: a {state} sticker of a venue that is {status} says {verified.Text}");
        }
    }
}
