using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.History;

/// <summary>
/// Gives the events of one execution their sequences, the ids of their steps and the data that they leave behind, as they pass in order. It keeps no more of the state than that: a page of a long
/// history must not cost what it takes to replay the execution.
/// </summary>
public sealed class HistoryReader
{
    private readonly Dictionary<int, string> stepIds = [];
    private readonly Dictionary<int, string> scopePaths = new() { [Scope.Top] = "" };
    private readonly Dictionary<int, int> attempts = [];
    private readonly ScopeData data = new();
    private int lastScope;

    /// <summary>The sequence of the last event that passed.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Whether the execution has ended with what passed so far.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Takes the next event.</summary>
    public HistoryEvent Read(ExecutionEvent happened)
    {
        LastSequence++;
        switch (happened)
        {
            case StepEntered entered:
                stepIds.Add(entered.Step, StepIds.Of(scopePaths[entered.Scope], entered.State, entered.Visit));
                break;
            case ParallelStarted started:
                for (var index = 0; index < started.Count; index++)
                    scopePaths.Add(++lastScope, StepIds.PathOf(stepIds[started.Step], started.Attempt, index));
                break;
            case MapStarted started:
                attempts[started.Step] = started.Attempt;
                break;
            case IterationStarted started:
                lastScope = started.Scope;
                scopePaths.Add(started.Scope, StepIds.PathOf(stepIds[started.Step], attempts[started.Step], started.Index));
                break;
            case CompensationEntered entered:
                stepIds.Add(entered.Step, StepIds.OfUndoing(stepIds[entered.Undoes]));
                break;
            case ExecutionSucceeded or ExecutionFailed or ExecutionTimedOut or ExecutionCancelled:
                HasEnded = true;
                break;
            case ExecutionRedriven:
                HasEnded = false;
                break;
        }

        return new HistoryEvent(LastSequence, stepIds.GetValueOrDefault(happened.Step), happened, data.Take(happened));
    }
}
