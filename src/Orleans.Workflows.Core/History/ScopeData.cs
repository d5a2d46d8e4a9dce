using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.History;

/// <summary>Follows the data of the scopes of an execution as its events pass: what a step left behind is written in its event as a change where that is shorter.</summary>
internal sealed class ScopeData
{
    private readonly Dictionary<int, JsonData> data = [];
    private readonly Dictionary<int, int> scopes = [];
    private readonly Dictionary<int, ItemList> items = [];
    private int lastScope;

    /// <summary>Takes the next event.</summary>
    /// <returns>The data that a step left behind; null for any other event, and where they did not change.</returns>
    public JsonData? Take(ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionStarted started:
                data[Scope.Top] = started.Input;
                break;
            case StepEntered entered:
                scopes[entered.Step] = entered.Scope;
                break;
            case ParallelStarted started:
                for (var index = 0; index < started.Count; index++)
                    data[++lastScope] = started.Input ?? data[scopes[started.Step]];
                break;
            case MapStarted started:
                items[started.Step] = new ItemList(started.Items ?? started.Input ?? data[scopes[started.Step]]);
                break;
            case IterationStarted started:
                lastScope = started.Scope;
                data[started.Scope] = started.Input ?? items[started.Step][started.Index];
                break;
            case ScopeFailed failed:
                data.Remove(failed.Scope);
                break;
            case StepLeft left:
                return Leave(left);
        }
        return null;
    }

    private JsonData? Leave(StepLeft left)
    {
        scopes.Remove(left.Step, out var scope);
        items.Remove(left.Step);
        var before = data[scope];
        var after = left.DataAfter(before);
        if (left.Next is null && scope != Scope.Top)
            data.Remove(scope);
        else
            data[scope] = after;
        return ReferenceEquals(before, after) ? null : after;
    }
}
