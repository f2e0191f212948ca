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

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var began = Stopwatch.StartNew(); !await holds(); await Task.Delay(5))
        {
            Assert.True(began.Elapsed < Patience, "The system did not get to work.");
        }
    }
}
