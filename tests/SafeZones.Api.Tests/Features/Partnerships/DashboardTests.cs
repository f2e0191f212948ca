using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Partnerships;

public sealed class DashboardTests : IAsyncLifetime
{
    // An API of its own: a pass of the scheduler looks at everybody's partnerships.
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.Start();

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await api.Database.DisposeAsync();
    }

    [Fact]
    public async Task One_answer_says_how_the_network_stands_and_the_lists_behind_it_agree()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        await organisation.Area("Centre", 105.8, 21.0, 105.9, 21.1);
        var (active, out1) = (await organisation.Active(new { TrainingThreshold = 0.5, GraceDays = 20 }), await organisation.Active());
        await organisation.Displayed(out1);
        (await organisation.Move(out1, "suspension", new { Reason = "legal" })).Expect(HttpStatusCode.OK);
        var ready = await organisation.Pledged();
        (await organisation.Train(ready, 8)).Expect(HttpStatusCode.Created);
        await organisation.Prospect();
        await organisation.DeclareStaff(active, 40);
        await api.Services.GetRequiredService<PartnershipScheduler>().Pass(CancellationToken.None);

        var dashboard = (await coordinator.Get("/v1/dashboard")).Expect(HttpStatusCode.OK).Body;

        Assert.Equal(
            "active 1, pledged 1, prospect 1, suspended 1",
            string.Join(", ", dashboard["partnerships"]!.AsObject().Where(one => (int)one.Value! > 0).Select(one => $"{one.Key} {one.Value}").Order()));
        Assert.Equal(
            (1, 1, 1, 0, 1, 0),
            ((int)dashboard["ready_to_activate"]!, (int)dashboard["lapse_in_30_days"]!, (int)dashboard["lapse_in_60_days"]!,
                (int)dashboard["checks_in_30_days"]!, (int)dashboard["recalls_open"]!, (int)dashboard["recalls_overdue"]!));
        Assert.Equal(1, (int)Assert.Single(dashboard["areas"]!.AsArray())!["safe_zones"]!);
        Assert.Equal([ready.Id], await Ids("status=pledged&is_ready=true"));
        Assert.Equal([active.Id], await Ids($"lapses_by={Organisation.Today.AddDays(30):yyyy-MM-dd}"));
        Assert.Empty(await Ids($"status=active&check_by={Organisation.Today:yyyy-MM-dd}"));
        Assert.Equal(0, (int)(await coordinator.Get($"/v1/dashboard?programme_id={Guid.NewGuid()}")).Body["partnerships"]!["active"]!);

        async Task<IEnumerable<Guid>> Ids(string query) =>
            (await coordinator.Get($"/v1/partnerships?{query}")).Expect(HttpStatusCode.OK).Data.Select(item => item["id"]!.GetValue<Guid>());
    }
}
