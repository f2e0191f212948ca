using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class PartnershipSchedulerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.Start(clock: clock, renewsTokens: true);

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await api.Database.DisposeAsync();
    }

    // DOMAIN.md section 10, stories 7 and 8.
    [Fact]
    public async Task A_venue_lapses_after_the_grace_is_delisted_at_once_and_its_sticker_is_called_back_after_the_second()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { TrainingThreshold = 0.7, GraceDays = 14, SecondGraceDays = 10 });
        var decal = await organisation.Displayed(partnership);
        await organisation.DeclareStaff(partnership, 16);
        await Pass();
        Assert.Equal(("active", Day(14)), await Outlook(organisation, partnership));

        await DaysLater(13);
        Assert.Equal("active", await Status(organisation, partnership));
        await DaysLater(1);

        Assert.Equal("lapsed", await Status(organisation, partnership));
        var verified = await api.Stranger.Get($"/v1/public/verify/{decal.Body["verify_code"]}");
        Assert.Equal((false, "not_verified"), ((bool)verified.Body["valid"]!, (string?)verified.Body["reason"]));
        Assert.Equal("system", (string?)(await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}/moves")).Data[^1]["actor"]);
        await DaysLater(9);
        Assert.Empty(await Recalls(organisation));
        await DaysLater(1);
        Assert.Equal(["open"], await Recalls(organisation));
        await DaysLater(7);
        Assert.Equal(["reminded"], await Recalls(organisation));
        await DaysLater(8);
        Assert.Equal(["overdue"], await Recalls(organisation));
    }

    [Fact]
    public async Task A_lapsed_venue_that_meets_everything_again_is_back_by_itself_and_its_sticker_may_stay()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { TrainingThreshold = 0.7, GraceDays = 0, SecondGraceDays = 0 });
        var decal = await organisation.Displayed(partnership);
        await organisation.DeclareStaff(partnership, 16);
        await Pass();
        Assert.Equal("lapsed", await Status(organisation, partnership));
        Assert.Equal(["open"], await Recalls(organisation));

        // Of two declarations of one day the later one counts; the clock of a test stands still unless it is moved.
        clock.Advance(TimeSpan.FromMinutes(1));
        await organisation.DeclareStaff(partnership, 12);
        await Pass();

        Assert.Equal("active", await Status(organisation, partnership));
        Assert.Equal(["resolved"], await Recalls(organisation));
        Assert.True((bool)(await api.Stranger.Get($"/v1/public/verify/{decal.Body["verify_code"]}")).Body["valid"]!);
    }

    [Fact]
    public async Task A_training_that_expires_breaks_it_on_the_day_that_was_forecast_even_after_an_outage()
    {
        var organisation = await api.Organisation();
        var partnership = await organisation.Active(new { TrainingValidityMonths = 3, GraceDays = 10, CheckIntervalDays = 730 });
        await Pass();
        var forecast = (await Outlook(organisation, partnership)).LapsesOn!;

        // Nobody looks for a long time.
        clock.Advance(TimeSpan.FromDays(200));
        await Pass();

        Assert.Equal("lapsed", await Status(organisation, partnership));
        Assert.Equal(Organisation.Today.AddMonths(3).AddDays(11), DateOnly.Parse(forecast, null));
    }

    [Fact]
    public async Task A_pass_looks_at_what_is_due_and_at_nothing_else()
    {
        var organisation = await api.Organisation();
        await organisation.Active();
        await organisation.Active();
        Assert.Equal(2, await Pass());
        Assert.Equal(0, await Pass());

        await organisation.DeclareStaff(await organisation.Active(), 13);

        Assert.Equal(1, await Pass());
    }

    [Fact]
    public async Task Of_many_instances_one_takes_its_turn_and_nothing_is_done_twice()
    {
        var organisation = await api.Organisation();
        for (var i = 0; i < 6; i++)
        {
            await organisation.DeclareStaff(await organisation.Active(new { TrainingThreshold = 0.7, GraceDays = 0 }), 16);
        }

        var passes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Scheduler().Pass(CancellationToken.None)));

        Assert.Equal(6, passes.Sum());
        Assert.Equal(6L, await api.Database.Look<long>(
            "select count(*) from partnership_moves where tenant_id = $1 and action = 'lapse'", organisation.Id));
    }

    private PartnershipScheduler Scheduler() => api.Services.GetRequiredService<PartnershipScheduler>();

    private async Task<int> Pass() => await Scheduler().Pass(CancellationToken.None) ?? 0;

    private async Task DaysLater(int days)
    {
        clock.Advance(TimeSpan.FromDays(days));
        await Pass();
    }

    private static string Day(int later) => Organisation.Today.AddDays(later).ToString("yyyy-MM-dd", null);

    private static async Task<string?> Status(Organisation organisation, Answer partnership) =>
        (await Outlook(organisation, partnership)).Status;

    private static async Task<(string? Status, string? LapsesOn)> Outlook(Organisation organisation, Answer partnership)
    {
        var now = (await organisation.Owner.Get($"/v1/partnerships/{partnership.Id}")).Expect(HttpStatusCode.OK).Body;
        return ((string?)now["status"], (string?)now["lapse_forecast_on"]);
    }

    private static async Task<IEnumerable<string?>> Recalls(Organisation organisation) =>
        (await organisation.Owner.Get("/v1/recalls")).Data.Select(recall => (string?)recall["status"]);
}
