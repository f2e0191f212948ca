using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Guarantees;

/// <summary>A constraint that a client can break has a code of its own; it never ends as a fault of ours.</summary>
public sealed class ConstraintCodesTests(SharedApi shared)
{
    private readonly TestDatabase database = shared.Api.Database;

    [Fact]
    public async Task Every_constraint_has_a_code_or_a_reason_why_no_client_breaks_it()
    {
        var unreachable = Reviewed.Lines("UnreachableConstraints.txt").Select(line => line.Split(' ')[0]).ToHashSet();
        var constraints = await Constraints();

        Assert.Equal("nothing", Reviewed.Sentence(constraints.Except(ProblemCode.ByConstraint.Keys).Except(unreachable)));
        Assert.Equal("nothing", Reviewed.Sentence(unreachable.Except(constraints).Union(unreachable.Intersect(ProblemCode.ByConstraint.Keys))));
    }

    [Fact]
    public async Task Every_code_of_a_constraint_belongs_to_one_that_exists()
    {
        var constraints = await Constraints();
        constraints.UnionWith(await OwnIds());

        Assert.Equal("nothing", Reviewed.Sentence(ProblemCode.ByConstraint.Keys.Except(constraints)));
    }

    // A key of tenant and id alone is nearly always made by the API itself, as a new UUID, and then nobody breaks it.
    private Task<IReadOnlyList<string>> OwnIds() => database.Lines(
        "select conname from pg_constraint where contype = 'p' and pg_get_constraintdef(oid) = 'PRIMARY KEY (tenant_id, id)'");

    private async Task<HashSet<string>> Constraints() =>
        [.. await database.Lines(
            """
            select k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
            where c.relnamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f', 'c', 'x')
              and not (k.contype = 'p' and pg_get_constraintdef(k.oid) in ('PRIMARY KEY (tenant_id, id)', 'PRIMARY KEY (id)'))
            union
            select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
            where c.relnamespace = 'public'::regnamespace and i.indisunique
              and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
            """)];
}
