using System.Diagnostics;
using System.Net;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>However often the program is killed while it does a job, the job ends, and its result is what it would have been.</summary>
public sealed class JobCrashGuarantees
{
    private const int Stickers = 600;
    private const int Kills = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_job_that_is_killed_again_and_again_goes_on_and_prints_nothing_twice()
    {
        await using var database = await PostgresCluster.NewDatabase();
        Guid disturbed;
        byte[] expected;
        await using (var api = await RunningApi.Start(database))
        {
            var organisation = await api.Organisation();
            var edition = await organisation.Edition("A6");
            await organisation.Minted(edition, Stickers);
            var body = new { MaterialEditionId = edition.Id, SerialFrom = 1, SerialTo = Stickers, Sheet = new { Page = "single" } };
            var undisturbed = await organisation.Printed(body);
            expected = (await organisation.Owner.Get($"/v1/jobs/{undisturbed.Id}/result")).Expect(HttpStatusCode.OK).Bytes;
            disturbed = (await organisation.StartPrint(body)).Id;
        }

        var seen = new List<int> { 0 };
        using (var process = await ApiProcess.Start(database, ("SafeZones__SchedulerSeconds", "1")))
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await Until(async () => await Done() > seen[^1]);
                await Task.Delay(Random.Shared.Next(50));
                process.Kill();
                seen.Add(await Done());
                await process.StartAgain();
            }

            await Until(async () => await database.Look<string>($"select status::text from jobs where id = '{disturbed}'") == "succeeded");
        }

        // Progress only moves on, and was cut off in the middle.
        Assert.Equal(seen.Order(), seen);
        Assert.InRange(seen[1], 1, Stickers - 1);
        var printed = (await database.Look<byte[]>(
            $"select string_agg(content, ''::bytea order by number) from job_parts where job_id = '{disturbed}'"))!;
        Assert.Equal(expected, printed);
        Assert.Contains($"Pages:           {Stickers}", await PrintedPage.Facts(printed), StringComparison.Ordinal);

        Task<int> Done() => database.Look<int>($"select done from jobs where id = '{disturbed}'");
    }

    [Fact]
    public async Task A_thousand_stickers_are_printed_and_fetched_without_being_held_at_once()
    {
        await using var database = await PostgresCluster.NewDatabase();
        string token;
        Guid job;
        using var process = await ApiProcess.Start(database, ("SafeZones__SchedulerSeconds", "1"));
        await using (var api = await RunningApi.Start(database))
        {
            var organisation = await api.Organisation();
            var edition = await organisation.Edition("100x100");
            await organisation.Minted(edition, 1000);
            token = organisation.Owner.Token!;
            // The code and the fonts are there from the first sticker on.
            job = (await organisation.StartPrint(new { MaterialEditionId = edition.Id, SerialFrom = 1, SerialTo = 1 })).Id;
            await Until(IsDone);
            job = (await organisation.StartPrint(new { MaterialEditionId = edition.Id, SerialFrom = 1, SerialTo = 1000, Sheet = new { Page = "single" } })).Id;
        }

        var before = process.PeakMegabytes;
        await Until(async () => await database.Look<string>($"select status::text from jobs where id = '{job}'") == "running");
        var began = Stopwatch.StartNew();
        await Until(IsDone);
        var took = began.Elapsed;
        var printed = process.PeakMegabytes;
        var result = (await new Actor(process.Client, token).Get($"/v1/jobs/{job}/result")).Expect(HttpStatusCode.OK);

        Assert.Contains("Pages:           1000", await PrintedPage.Facts(result.Bytes), StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage(
            $"{result.Bytes.Length / 1e6:0.0} MB in {took.TotalSeconds:0.0} s; peak {before:0} MB before, {printed:0} printed, {process.PeakMegabytes:0} fetched.");
        Assert.InRange(process.PeakMegabytes - before, 0, 80);

        async Task<bool> IsDone() => await database.Look<string>($"select status::text from jobs where id = '{job}'") == "succeeded";
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var began = Stopwatch.StartNew(); !await holds(); await Task.Delay(5))
        {
            Assert.True(began.Elapsed < Patience, "The system did not get to work.");
        }
    }
}
