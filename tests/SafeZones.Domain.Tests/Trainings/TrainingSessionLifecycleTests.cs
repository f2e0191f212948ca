using SafeZones.Domain.Trainings;
using Xunit;

namespace SafeZones.Domain.Tests.Trainings;

public sealed class TrainingSessionLifecycleTests
{
    [Fact]
    public void The_life_of_a_training_session_is_this_table() =>
        Assert.Equal(
            """
            Planned -Hold-> Held by Trainer, Coordinator
            Planned -Cancel-> Cancelled by Trainer, Coordinator
            Held -Confirm-> Confirmed by Venue, Coordinator
            """,
            TrainingSessionLifecycle.Table.Diagram());

    [Fact]
    public void Every_other_combination_is_refused() => TrainingSessionLifecycle.Table.RefusesEverythingElse();
}
