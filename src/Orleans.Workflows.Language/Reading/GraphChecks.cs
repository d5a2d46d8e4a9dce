using Workflows.Language.Documents;

namespace Workflows.Language.Reading;

/// <summary>Checks where the states of one graph lead: every target exists, every state can be reached, an end can be reached.</summary>
internal sealed class GraphChecks(IReadOnlyList<ReadState> states, DefinitionScope scope, ReadingContext context)
{
    private readonly Dictionary<string, ReadState> byName = states
        .DistinctBy(state => state.Name)
        .ToDictionary(state => state.Name, StringComparer.Ordinal);

    private const int MostListed = 12;

    private bool hasUnknown;

    /// <summary>Reports what is wrong.</summary>
    public void Check(Transition start)
    {
        var targets = states.ToDictionary(state => state, state => state.Transitions.Select(Resolve).OfType<ReadState>().ToList());
        if (Resolve(start) is not { } first)
            return;
        var reached = Reach(first, targets);
        foreach (var state in states.Where(state => !reached.Contains(state)))
            context.Problems.Add(
                ProblemCodes.UnreachableState,
                $"No way leads to the state '{Fields.Shorten(state.Name)}'; let a state lead there, or remove it.",
                state.Member.Position
            );
        // Where a way leads to no state, that no end can be reached may be its consequence.
        if (!hasUnknown && !reached.Any(state => state.IsTerminal))
            context.Report(
                ProblemCodes.NoTerminalState,
                $"No way from '{Fields.Shorten(first.Name)}' leads to an end; let a state have '{context.Spelled(Keys.End)}: true', "
                    + $"or add a {(context.IsNative ? "Success" : "Succeed")} or Fail state.",
                start.Node
            );
    }

    // What was probably meant counts as the target, so that one typo is not also reported as an unreachable state.
    private ReadState? Resolve(Transition transition)
    {
        if (byName.TryGetValue(transition.Target, out var target))
            return target;
        hasUnknown = true;
        var isElsewhere = scope.Names.Contains(transition.Target);
        var closest = context.Problems.IsFull || isElsewhere ? null : Suggestions.Closest(transition.Target, byName.Keys);
        var hint =
            isElsewhere
                ? $" It stands in another graph, and no way leads into or out of a branch; end the branch with '{context.Spelled(Keys.End)}: true'."
            : closest is not null ? $" Did you mean '{closest}'?"
            : context.Problems.IsFull ? ""
            : $" There are: {string.Join(", ", byName.Keys.Take(MostListed).Select(Fields.Shorten))}{(byName.Count > MostListed ? ", …" : "")}.";
        context.Report(ProblemCodes.UnknownNext, $"There is no state '{Fields.Shorten(transition.Target)}' here.{hint}", transition.Node);
        return closest is null ? null : byName[closest];
    }

    private static HashSet<ReadState> Reach(ReadState first, Dictionary<ReadState, List<ReadState>> targets)
    {
        HashSet<ReadState> reached = [first];
        var waiting = new Queue<ReadState>(reached);
        while (waiting.TryDequeue(out var state))
        {
            foreach (var target in targets[state])
            {
                if (reached.Add(target))
                    waiting.Enqueue(target);
            }
        }
        return reached;
    }
}
