using Xunit;

namespace SafeZones.Domain.Tests;

public sealed class OrganisationLifecycleTests
{
    [Fact]
    public void The_life_of_an_organisation_is_this_table() =>
        Assert.Equal(
            """
            Active -Suspend-> Suspended
            Suspended -Resume-> Active
            """,
            string.Join('\n', OrganisationLifecycle.Moves.Select(move => $"{move.From} -{move.Action}-> {move.To}")));

    [Fact]
    public void Every_other_combination_of_status_and_action_is_refused()
    {
        var found =
            from status in Enum.GetValues<OrganisationStatus>()
            from action in Enum.GetValues<OrganisationAction>()
            select (status, action, next: OrganisationLifecycle.NextOrDefault(status, action));

        Assert.Equal(
            OrganisationLifecycle.Moves.Select(move => (move.From, move.Action, (OrganisationStatus?)move.To)),
            found.Where(it => it.next is not null));
    }
}
