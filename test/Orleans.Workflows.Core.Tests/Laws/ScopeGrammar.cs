using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.Laws;

/// <summary>What every history must obey about scopes, events and compensation, counted without the fold.</summary>
internal static class ScopeGrammar
{
    public static void Check(List<ExecutionEvent> history)
    {
        CheckScopes(history);
        FanOutGrammar.Check(history);
        CheckEvents(history);
        CheckCompensation(history);
    }

    /// <summary>A step is open in at most one place of its scope, and nothing is entered in a scope that has ended.</summary>
    private static void CheckScopes(List<ExecutionEvent> history)
    {
        var scopeOf = new Dictionary<int, int>();
        var open = new Dictionary<int, int>();
        var opened = 0;
        foreach (var happened in history)
        {
            switch (happened)
            {
                case ParallelStarted started:
                    opened += started.Count;
                    break;
                case IterationStarted started:
                    Assert.Equal(++opened, started.Scope);
                    break;
                case StepEntered entered:
                    Assert.InRange(entered.Scope, 0, opened);
                    Assert.True(open.TryAdd(entered.Scope, entered.Step), $"two steps are open in scope {entered.Scope}");
                    scopeOf[entered.Step] = entered.Scope;
                    break;
                case StepLeft left:
                    Assert.True(open.Remove(scopeOf[left.Step], out var step));
                    Assert.Equal(left.Step, step);
                    break;
            }
        }
    }

    /// <summary>Each event is taken once, after it came, and at once where it came early; each of the sender's ids came once.</summary>
    private static void CheckEvents(List<ExecutionEvent> history)
    {
        var taken = new HashSet<long>();
        for (var index = 0; index < history.Count; index++)
        {
            if (history[index] is EventAwaited awaited && FindEarly(history.Take(index), awaited, taken) is { } early)
                Assert.Equal(early, Assert.IsType<EventConsumed>(history[index + 1]).Event);
            if (history[index] is not EventConsumed consumed)
                continue;
            Assert.True(taken.Add(consumed.Event), $"event {consumed.Event} was taken twice");
            Assert.InRange(consumed.Event, 1, index);
            Assert.IsType<EventReceived>(history[(int)consumed.Event - 1]);
        }

        var ids = history.OfType<EventReceived>().Select(received => received.Id).OfType<string>().ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    /// <summary>The first event that came before somebody waited for it; null for none.</summary>
    private static long? FindEarly(IEnumerable<ExecutionEvent> history, EventAwaited awaited, HashSet<long> taken)
    {
        var sequence = 0L;
        foreach (var happened in history)
        {
            sequence++;
            var isWanted =
                happened is EventReceived received
                && received.Name == awaited.Name
                && (awaited.Correlation is not { } wanted || received.Correlation?.ValueEquals(wanted) == true);
            if (isWanted && !taken.Contains(sequence))
                return sequence;
        }

        return null;
    }

    /// <summary>Whatever was registered is undone exactly once, in reverse order, before the execution ends.</summary>
    private static void CheckCompensation(List<ExecutionEvent> history)
    {
        var begun = history.FindIndex(happened => happened is CompensationStarted);
        if (begun < 0)
            return;

        var registered = new List<int>();
        foreach (var happened in history.Take(begun).OfType<CompensationRegistered>())
        {
            registered.Remove(happened.Step);
            registered.Add(happened.Step);
        }

        var undone = history.Skip(begun).OfType<CompensationEntered>().Select(entered => entered.Undoes);
        Assert.Equal(registered.AsEnumerable().Reverse(), undone);
        Assert.Equal(registered.Count, history.Count(happened => happened is CompensationCompleted or CompensationFailed));
        var outcome = ((CompensationStarted)history[begun]).Outcome;
        Assert.Contains(
            history.Skip(begun),
            happened =>
                outcome switch
                {
                    ExecutionStatus.Failed => happened is ExecutionFailed,
                    ExecutionStatus.TimedOut => happened is ExecutionTimedOut,
                    _ => happened is ExecutionCancelled,
                }
        );
    }
}
