using Workflows.Core.Events;

namespace Workflows.Core.Laws;

/// <summary>What every history must obey about branches and iterations, counted without the fold.</summary>
internal sealed class FanOutGrammar
{
    private readonly Dictionary<int, int> parentOf = [];
    private readonly Dictionary<int, int> scopeOf = [];
    private readonly HashSet<int> closed = [];
    private readonly Dictionary<int, MapStarted> maps = [];
    private readonly Dictionary<int, int> running = [];
    private readonly Dictionary<int, int> failed = [];
    private int scopes;

    /// <summary>No more iterations run at once, and no more of them fail, than the Map says; nothing happens in a branch or iteration that has ended.</summary>
    public static void Check(List<ExecutionEvent> history)
    {
        var grammar = new FanOutGrammar();
        foreach (var happened in history)
            grammar.Take(happened);
    }

    private void Take(ExecutionEvent happened)
    {
        if (happened is StepEntered entered)
            scopeOf[entered.Step] = entered.Scope;
        Assert.False(IsOfWork(happened) && IsClosed(happened.Step), $"{happened} happens where everything has ended");

        switch (happened)
        {
            case ParallelStarted started:
                for (var branch = 0; branch < started.Count; branch++)
                    parentOf[++scopes] = started.Step;
                break;
            case MapStarted started:
                maps[started.Step] = started;
                running[started.Step] = failed[started.Step] = 0;
                break;
            case IterationStarted started:
                parentOf[++scopes] = started.Step;
                var most = maps[started.Step].MaxConcurrency;
                Assert.True(++running[started.Step] <= most || most == 0, $"{started} is one too many at once");
                break;
            case ScopeFailed ended:
                var map = parentOf[ended.Scope];
                Assert.False(++failed[map] > maps[map].ToleratedCount, $"{ended} is one failure too many");
                Close(ended.Scope);
                break;
            case StepLeft { Next: null } left:
                Close(scopeOf[left.Step]);
                break;
            case FanOutFailed ended:
                closed.UnionWith(parentOf.Where(scope => scope.Value == ended.Step).Select(scope => scope.Key));
                break;
        }
    }

    // The end of the whole, and what is undone then, names steps of scopes that have ended.
    private static bool IsOfWork(ExecutionEvent happened) =>
        happened
            is StepEntered
                or StepLeft
                or TaskScheduled
                or TaskSubmitted
                or TaskCompleted
                or TaskFailed
                or TaskTimedOut
                or TaskRetryScheduled
                or ErrorCaught
                or WaitStarted
                or WaitEnded
                or EventAwaited
                or EventConsumed
                or EventTimedOut
                or ParallelStarted
                or MapStarted
                or IterationStarted
                or ScopeFailed
                or FanOutFailed;

    private bool IsClosed(int step)
    {
        while (scopeOf.TryGetValue(step, out var scope))
        {
            if (closed.Contains(scope))
                return true;
            step = parentOf.GetValueOrDefault(scope);
        }

        return false;
    }

    private void Close(int scope)
    {
        closed.Add(scope);
        if (parentOf.TryGetValue(scope, out var parent) && running.TryGetValue(parent, out var count))
            running[parent] = count - 1;
    }
}
