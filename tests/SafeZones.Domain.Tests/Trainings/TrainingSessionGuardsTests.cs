using SafeZones.Domain.Trainings;
using Xunit;

namespace SafeZones.Domain.Tests.Trainings;

public sealed class TrainingSessionGuardsTests
{
    private static readonly DateTimeOffset Begins = new(2027, 3, 28, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_has_begun_can_be_held_and_nothing_sooner()
    {
        Assert.Null(TrainingSessionGuards.RefuseHolding(Begins, Begins));
        Assert.Equal("training_session_not_begun", TrainingSessionGuards.RefuseHolding(Begins, Begins.AddTicks(-1))!.Code);
    }

    [Fact]
    public void A_venue_confirms_only_what_somebody_has_said()
    {
        Assert.Null(TrainingSessionGuards.RefuseConfirmation(1));
        Assert.Equal("attendance_missing", TrainingSessionGuards.RefuseConfirmation(0)!.Code);
    }

    [Fact]
    public void What_a_venue_has_confirmed_stays_as_it_is()
    {
        Assert.Null(TrainingSessionGuards.RefuseConfirmed(null));
        Assert.Equal("attendance_confirmed", TrainingSessionGuards.RefuseConfirmed(Begins)!.Code);
    }

    [Theory]
    [InlineData("Europe/Berlin", 48, "2027-03-28")]
    [InlineData("Africa/Cairo", 48, "2027-03-28")]
    [InlineData("Asia/Ho_Chi_Minh", 48, "2027-03-29")]
    [InlineData("Asia/Ho_Chi_Minh", -2, "2027-03-28")]
    public void People_are_trained_on_the_day_of_its_end_at_their_venue_or_today_if_it_was_over_sooner(string zone, int hoursLater, string day)
    {
        var ends = new DateTimeOffset(2027, 3, 28, 18, 30, 0, TimeSpan.Zero);

        Assert.Equal(
            DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
            TrainingSessionGuards.CompletedOn(ends, ends.AddHours(hoursLater), zone));
    }
}
