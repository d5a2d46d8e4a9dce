using System.Text.Json;
using Workflows.Core.Events;
using Workflows.Language.Data;

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
    private readonly Dictionary<int, int> indexOf = [];
    private readonly Dictionary<int, JsonData> data = [];
    private readonly Dictionary<int, JsonElement> items = [];
    private readonly Dictionary<int, JsonData?[]> outputs = [];
    private readonly HashSet<int> caught = [];
    private int scopes;

    /// <summary>
    /// No more iterations run at once, and no more of them fail, than the Map says; nothing happens in a branch or iteration that has ended; their outputs stand in
    /// the order of the branches and items (the generated documents put them at <c>$.all</c>).
    /// </summary>
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
            case ExecutionStarted started:
                data[0] = started.Input;
                break;
            case ParallelStarted started:
                outputs[started.Step] = new JsonData?[started.Count];
                for (var branch = 0; branch < started.Count; branch++)
                    Open(started.Step, branch, started.Input ?? DataOf(started.Step));
                break;
            case MapStarted started:
                maps[started.Step] = started;
                running[started.Step] = failed[started.Step] = 0;
                items[started.Step] = (started.Items ?? started.Input ?? DataOf(started.Step)).Root;
                outputs[started.Step] = new JsonData?[started.Count];
                break;
            case IterationStarted started:
                Open(started.Step, started.Index, started.Input ?? JsonData.From(items[started.Step][started.Index]));
                var most = maps[started.Step].MaxConcurrency;
                Assert.True(++running[started.Step] <= most || most == 0, $"{started} is one too many at once");
                break;
            case ScopeFailed ended:
                var map = parentOf[ended.Scope];
                Assert.False(++failed[map] > maps[map].ToleratedCount, $"{ended} is one failure too many");
                data[ended.Scope] = ended.Output;
                Close(ended.Scope);
                break;
            case ErrorCaught error:
                caught.Add(error.Step);
                break;
            case StepLeft left:
                Leave(left);
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

    private JsonData DataOf(int step) => data[scopeOf[step]];

    private void Open(int parent, int index, JsonData input)
    {
        parentOf[++scopes] = parent;
        indexOf[scopes] = index;
        data[scopes] = input;
    }

    private void Leave(StepLeft left)
    {
        var scope = scopeOf[left.Step];
        data[scope] = left.DataAfter(data[scope]);
        if (!caught.Remove(left.Step) && outputs.TryGetValue(left.Step, out var ended))
            Assert.Equal($"[{string.Join(',', ended.AsEnumerable())}]", data[scope].Root.GetProperty("all").GetRawText());
        if (left.Next is null)
            Close(scope);
    }

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
        if (!parentOf.TryGetValue(scope, out var parent))
            return;

        outputs[parent][indexOf[scope]] = data[scope];
        if (running.TryGetValue(parent, out var count))
            running[parent] = count - 1;
    }
}
