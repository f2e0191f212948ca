using System.Globalization;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using Xunit;

namespace SafeZones.Domain.Tests.Partnerships.Model;

/// <summary>
/// Random people, policies and days on the rules alone: whatever they do, what DOMAIN.md section 6 promises holds after
/// each step. <c>SAFEZONES_MODEL_ACTIONS=1000000</c> is the release's bar; a failure names the seed that
/// <c>SAFEZONES_MODEL_SEED</c> repeats.
/// </summary>
public sealed class PartnershipModelTests
{
    private const int ActionsOfAWorld = 160;
    private const int ReleaseActions = 1_000_000;

    [Fact]
    public void Whatever_people_do_the_promises_hold()
    {
        var actions = Setting("SAFEZONES_MODEL_ACTIONS") ?? 50_000;
        var seed = Setting("SAFEZONES_MODEL_SEED") ?? Random.Shared.Next(1 << 30);
        var made = new Dictionary<string, int>();
        for (var done = 0; done < actions; done += ActionsOfAWorld, seed++)
        {
            foreach (var (what, times) in Live(seed, done))
            {
                made[what] = made.GetValueOrDefault(what) + times;
            }
        }

        var often = string.Join(", ", made.OrderBy(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"));
        TestContext.Current.SendDiagnosticMessage($"{actions} actions up to seed {seed}: {often}");
        // A run that never came to something has shown nothing about it; a short one does each thing from somewhere.
        Assert.Empty(actions < ReleaseActions
            ? PartnershipLifecycle.Table.Moves.Select(move => $"-{move.Action}->").Concat(Consequences)
                .Where(what => !made.Keys.Any(key => key.EndsWith(what, StringComparison.Ordinal)))
            : Moves.Concat(Consequences).Except(made.Keys));
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<string> Moves =>
    [
        .. PartnershipLifecycle.Table.Moves.Select(move => $"{move.From} -{move.Action}->"),
        .. DecalLifecycle.Table.Moves.Where(move => move.Action is not (DecalAction.RequestRecall or DecalAction.CancelRecall))
            .Select(move => $"decal {move.From} -{move.Action}->"),
    ];

    private static readonly string[] Consequences =
        ["decal called back at once", "decal called back after the second grace", "decal may stay"];

    private static Dictionary<string, int> Live(int seed, int done)
    {
        var random = new Random(seed);
        var world = new ModelWorld(AnyPolicy(random));
        var people = new ModelPeople(random, world);
        var promises = new ModelPromises(world);
        var doings = new List<string>();
        for (var step = 1; step <= ActionsOfAWorld; step++)
        {
            var (what, it) = people.Act();
            doings.Add(what);
            var day = world.Today.AddDays(random.Next(2) == 0 ? 0 : random.Next(-60, 400));
            if (promises.Broken(it, day).FirstOrDefault() is { } broken)
            {
                Assert.Fail($"""
                    Seed {seed}, found after {done + step} actions: {broken}.
                    {string.Join(", ", doings.TakeLast(12))}
                    {string.Join('\n', it.History)}
                    {world.Policy}
                    """);
            }
        }

        return world.Made;
    }

    // A preset of the field, or knobs that anybody may turn; short times, so that much happens in a world's life.
    private static ProgrammePolicy AnyPolicy(Random random)
    {
        var preset = ProgrammePresets.Of((ProgrammePreset)random.Next(4));
        var policy = random.Next(3) == 0 ? preset : preset with
        {
            PledgeRequired = random.Next(4) > 0,
            TrainingThreshold = random.Next(2) == 0 ? random.Next(81) / 100m : 0,
            ManagersThreshold = random.Next(4) == 0 ? random.Next(101) / 100m : 0,
            MinTrained = random.Next(3) == 0 ? random.Next(4) : 0,
            TrainingValidityMonths = random.Next(1, 13),
            NewHireDays = random.Next(40),
            GraceDays = random.Next(15),
            SecondGraceDays = random.Next(15),
            CheckIntervalDays = random.Next(3) == 0 ? null : random.Next(7, 120),
            VettingRequired = random.Next(4) == 0,
            TwoPersonActivation = random.Next(2) == 0,
        };
        return policy.Refusals().Any() ? AnyPolicy(random) : policy;
    }
}
