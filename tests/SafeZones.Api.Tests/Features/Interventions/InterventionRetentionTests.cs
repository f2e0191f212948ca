using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafeZones.Api.Features.Interventions;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Features.Interventions;

public sealed class InterventionRetentionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.Start(clock: clock, renewsTokens: true);

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_narrative_is_deleted_after_ninety_days_and_the_rest_after_the_months_for_which_records_are_kept()
    {
        var organisation = await api.Organisation();
        var (_, told) = await organisation.WithNarrative("We stayed with her until the taxi came.");
        var safeguarding = await organisation.Member("safeguarding");
        var path = $"/v1/interventions/{told.Id}";

        await After(89);
        (await safeguarding.ReadNarrative(told)).Expect(HttpStatusCode.OK);
        await After(1);
        (await safeguarding.ReadNarrative(told)).Expect(HttpStatusCode.NotFound);
        var without = (await safeguarding.Get(path)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal((false, true), ((bool)without["has_narrative"]!, without["report"] is not null));

        clock.SetUtcNow(told.Body["retention_until"]!.GetValue<DateTime>().AddHours(12));
        await After(0);
        Assert.NotNull((await safeguarding.Get(path)).Body["report"]);
        await After(1);
        var left = (await safeguarding.Get(path)).Expect(HttpStatusCode.OK).Body;
        Assert.Null(left["report"]);
        Assert.NotNull(left["deleted_on"]);
        // By the system, and on the record.
        var trail = (await organisation.Owner.Get($"/v1/audit?entity_id={told.Id}")).Data;
        Assert.Equal(("system", "purge_interventions"), ((string?)trail[0]["actor"]!["kind"], (string?)trail[0]["action"]));
        // A second pass finds nothing.
        Assert.Equal(0, await Pass());
    }

    [Fact]
    public async Task What_is_on_legal_hold_outlives_its_time_and_goes_with_the_first_pass_after_its_release()
    {
        var organisation = await api.Organisation();
        var safeguarding = await organisation.Member("safeguarding");
        var (_, told) = await organisation.WithNarrative("For the court.");
        var path = $"/v1/interventions/{told.Id}";
        var why = ("X-Audit-Reason", "court order");
        (await safeguarding.Post($"{path}/legal-hold", null, ("If-Match", "*"), why)).Expect(HttpStatusCode.OK);

        await After(900);
        (await safeguarding.ReadNarrative(told)).Expect(HttpStatusCode.OK);
        (await safeguarding.Delete($"{path}/legal-hold", "*", why)).Expect(HttpStatusCode.NoContent);
        await After(0);

        Assert.Null((await safeguarding.Get(path)).Body["report"]);
        (await safeguarding.ReadNarrative(told)).Expect(HttpStatusCode.NotFound);
    }

    private async Task After(int days)
    {
        clock.Advance(TimeSpan.FromDays(days));
        await Pass();
    }

    private async Task<int?> Pass() =>
        await api.Services.GetRequiredService<InterventionRetention>().Pass(CancellationToken.None);
}
