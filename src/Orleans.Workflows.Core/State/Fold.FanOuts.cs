using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <content>Scopes: the branches of a Parallel, the iterations of a Map.</content>
public static partial class Fold
{
    private static ExecutionState ParallelStarted(ExecutionState draft, ParallelStarted happened)
    {
        var step = StepOf(draft, happened.Step);
        var input = happened.Input ?? draft.Scopes[step.Scope].Data;
        var id = StepIds.Of(draft, step);
        var first = draft.LastScope + 1;
        draft.LastScope += happened.Count;
        var scopes = Enumerable
            .Range(0, happened.Count)
            .Select(index => Opened(step, first + index, index, StepIds.PathOf(id, happened.Attempt, index), input));
        draft.Scopes = draft.Scopes.AddRange(scopes, static scope => scope.Number);
        return Set(
            draft,
            step with
            {
                Phase = StepPhase.FannedOut,
                Attempt = happened.Attempt,
                DueAt = null,
                FanOut = new FanOut
                {
                    Count = happened.Count,
                    Input = input,
                    Started = happened.Count,
                },
            }
        );
    }

    private static ExecutionState MapStarted(ExecutionState draft, MapStarted happened)
    {
        var step = StepOf(draft, happened.Step);
        var input = happened.Input ?? draft.Scopes[step.Scope].Data;
        return Set(
            draft,
            step with
            {
                Phase = StepPhase.FannedOut,
                Attempt = happened.Attempt,
                DueAt = null,
                Input = null,
                Result = null,
                FanOut = new FanOut
                {
                    Count = happened.Count,
                    Input = input,
                    Items = new ItemList(happened.Items ?? input),
                    MaxConcurrency = happened.MaxConcurrency,
                    ToleratedCount = happened.ToleratedCount,
                    ToleratedPercentage = happened.ToleratedPercentage,
                },
            }
        );
    }

    private static ExecutionState IterationStarted(ExecutionState draft, IterationStarted happened)
    {
        var step = StepOf(draft, happened.Step);
        var fanOut = FanOutOf(step);
        var input = happened.Input ?? fanOut.Items![happened.Index];
        var path = StepIds.PathOf(StepIds.Of(draft, step), step.Attempt, happened.Index);
        var scope = Opened(step, happened.Scope, happened.Index, path, input) with { HasOwnData = happened.Input is not null };
        draft.CarriedBytes += scope.OwnBytes;
        draft.LastScope = happened.Scope;
        draft.Scopes = draft.Scopes.Add(happened.Scope, scope);
        return Set(draft, step with { FanOut = fanOut with { Started = fanOut.Started + 1 } });
    }

    private static ExecutionState ScopeFailed(ExecutionState draft, ScopeFailed happened)
    {
        var scope = draft.Scopes[happened.Scope];
        var parent = StepOf(draft, scope.ParentStep);
        var fanOut = FanOutOf(parent);
        Set(draft, parent with { FanOut = fanOut with { Failed = fanOut.Failed + 1 } });

        // An iteration whose only open step is the failed one is the ordinary case, and must not cost a look at all the others.
        if (draft.Steps.TryGetValue(happened.Step, out var failed) && failed.Scope == scope.Number && failed.FanOut is null)
            draft.Steps = draft.Steps.Remove(failed.Number);
        else
            StopScopes(draft, inner => inner.Number == scope.Number);
        return CloseScope(draft, scope, happened.Output);
    }

    private static ExecutionState FanOutFailed(ExecutionState draft, FanOutFailed happened)
    {
        StopScopes(draft, scope => scope.ParentStep == happened.Step);
        var step = StepOf(draft, happened.Step);
        draft.CarriedBytes -= FanOutOf(step).OutputBytes;
        return Set(draft, step with { Phase = StepPhase.Entered, FanOut = null });
    }

    private static ExecutionState CloseScope(ExecutionState draft, Scope scope, JsonData output)
    {
        var parent = StepOf(draft, scope.ParentStep);
        var fanOut = FanOutOf(parent);
        // Whatever stopped the scope may have taken it away already.
        if (draft.Scopes.ContainsKey(scope.Number))
        {
            draft.Scopes = draft.Scopes.Remove(scope.Number);
            draft.CarriedBytes -= scope.OwnBytes;
        }
        draft.CarriedBytes += output.Size;
        fanOut = fanOut with { Outputs = fanOut.Outputs.Add(scope.Index, output), OutputBytes = fanOut.OutputBytes + output.Size };
        return Set(draft, parent with { FanOut = fanOut });
    }

    /// <summary>Takes away scopes, everything inside them, and every step that was open there.</summary>
    private static void StopScopes(ExecutionState draft, Func<Scope, bool> isStopped)
    {
        // A scope has a higher number than the one around it, so that one pass in order finds them all.
        var stopped = new HashSet<int>();
        foreach (var scope in draft.Scopes.Values)
        {
            if (isStopped(scope) || (scope.Number != Scope.Top && stopped.Contains(StepOf(draft, scope.ParentStep).Scope)))
                stopped.Add(scope.Number);
        }

        var steps = draft.Steps.Values.Where(step => stopped.Contains(step.Scope)).ToList();
        foreach (var step in steps)
        {
            AbandonChildOf(draft, step);
            draft.CarriedBytes -= step.FanOut?.OutputBytes ?? 0;
        }
        draft.CarriedBytes -= stopped.Sum(number => draft.Scopes[number].OwnBytes);
        draft.Steps = draft.Steps.RemoveRange(steps.Select(step => step.Number));
        draft.Scopes = draft.Scopes.RemoveRange(stopped);
    }

    private static Scope Opened(OpenStep step, int number, int index, string path, JsonData input) =>
        new()
        {
            Number = number,
            Data = input,
            ParentStep = step.Number,
            Index = index,
            Path = path,
        };

    private static FanOut FanOutOf(OpenStep step) =>
        step.FanOut ?? throw new InvalidOperationException($"The history speaks of scopes of step {step.Number}, which has none.");
}
