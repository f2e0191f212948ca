using System.Net;
using SafeZones.Api.Tests.World;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Tests.Features.Programmes;

public sealed class ProgrammeLifecycleTests(SharedApi shared)
{
    private readonly RunningApi api = shared.Api;

    private static readonly Dictionary<ProgrammeAction, string> Operations = new()
    {
        [ProgrammeAction.Start] = "activation",
        [ProgrammeAction.Sunset] = "sunset",
        [ProgrammeAction.Resume] = "resumption",
        [ProgrammeAction.End] = "end",
    };

    private static readonly Dictionary<ProgrammeStatus, ProgrammeAction[]> WaysTo = new()
    {
        [ProgrammeStatus.Draft] = [],
        [ProgrammeStatus.Running] = [ProgrammeAction.Start],
        [ProgrammeStatus.Sunsetting] = [ProgrammeAction.Start, ProgrammeAction.Sunset],
        [ProgrammeStatus.Ended] = [ProgrammeAction.End],
    };

    [Fact]
    public async Task Every_move_of_the_table_is_made_and_every_other_is_refused_whoever_asks()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        foreach (var from in Enum.GetValues<ProgrammeStatus>())
        {
            foreach (var action in Enum.GetValues<ProgrammeAction>())
            {
                var move = ProgrammeLifecycle.Table.Moves.SingleOrDefault(it => it.From == from && it.Action == action);
                foreach (var (actor, isOwner) in new[] { (organisation.Owner, true), (coordinator, false) })
                {
                    var programme = await In(from, organisation.Owner);
                    var answer = await actor.Post(
                        $"/v1/programmes/{programme.Id}/{Operations[action]}", null, ("If-Match", programme.ETag!));

                    var isClosing = action is ProgrammeAction.Sunset or ProgrammeAction.Resume;
                    var expected = isClosing && !isOwner ? "forbidden"
                        : move is null ? "move_refused"
                        : move.WhoMay.Contains(isOwner ? ProgrammeActor.Owner : ProgrammeActor.Coordinator) ? null
                        : "forbidden";
                    Assert.Equal((from, action, isOwner, expected), (from, action, isOwner, answer.Code));
                    if (expected is null)
                    {
                        Assert.Equal(move!.To.ToString().ToLowerInvariant(), (string?)answer.Body["status"]);
                    }
                    else
                    {
                        Assert.Equal(programme.ETag, (await actor.Get($"/v1/programmes/{programme.Id}")).ETag);
                    }
                }
            }
        }
    }

    [Fact]
    public async Task A_refusal_names_where_the_programme_stands_and_where_it_can_go()
    {
        var owner = (await api.Organisation()).Owner;
        var running = await In(ProgrammeStatus.Sunsetting, owner);

        var refused = await owner.Post($"/v1/programmes/{running.Id}/activation", null, ("If-Match", running.ETag!));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("It is sunsetting; from there it can move by: resumption, end.", (string?)refused.Body["errors"]![0]!["detail"]);
    }

    [Fact]
    public async Task A_move_needs_the_version_that_was_read_and_leaves_an_entry()
    {
        var organisation = await api.Organisation();
        var coordinator = await organisation.Coordinator();
        var draft = await In(ProgrammeStatus.Draft, coordinator);
        var path = $"/v1/programmes/{draft.Id}/activation";

        Assert.Equal("precondition_required", (await coordinator.Post(path)).Code);
        Assert.Equal("precondition_failed", (await coordinator.Post(path, null, ("If-Match", "\"7\""))).Code);
        var answers = await Task.WhenAll(
            coordinator.Post(path, null, ("If-Match", draft.ETag!)), coordinator.Post(path, null, ("If-Match", draft.ETag!)));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.Status).Order());
        Assert.Equal(
            ["create_programme programme(name, codeword_is_public, public_slug)", "start_programme programme(status)"],
            await organisation.TrailOf(draft.Id));
    }

    private static async Task<Answer> In(ProgrammeStatus status, Actor owner)
    {
        var programme = (await owner.Post("/v1/programmes", ProgrammeTests.Body())).Expect(HttpStatusCode.Created);
        foreach (var action in WaysTo[status])
        {
            programme = (await owner.Post($"/v1/programmes/{programme.Id}/{Operations[action]}", null, ("If-Match", programme.ETag!)))
                .Expect(HttpStatusCode.OK);
        }

        return programme;
    }
}
