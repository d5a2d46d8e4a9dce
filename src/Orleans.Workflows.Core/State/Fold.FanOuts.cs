using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <content>Scopes: the branches of a Parallel, the iterations of a Map.</content>
public static partial class Fold
{
    private static ExecutionState ParallelStarted(ExecutionState state, ParallelStarted happened)
    {
        var step = StepOf(state, happened.Step);
        var input = happened.Input ?? state.Scopes[step.Scope].Data;
        var id = StepIds.Of(state, step);
        var scopes = state.Scopes.ToBuilder();
        for (var index = 0; index < happened.Count; index++)
        {
            var number = state.LastScope + 1 + index;
            scopes.Add(number, Opened(step, number, index, StepIds.PathOf(id, happened.Attempt, index), input));
        }

        return With(
            state with
            {
                LastScope = state.LastScope + happened.Count,
                Scopes = scopes.ToImmutable(),
            },
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

    private static ExecutionState MapStarted(ExecutionState state, MapStarted happened)
    {
        var step = StepOf(state, happened.Step);
        var input = happened.Input ?? state.Scopes[step.Scope].Data;
        return With(
            state,
            step with
            {
                Phase = StepPhase.FannedOut,
                Attempt = happened.Attempt,
                DueAt = null,
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

    private static ExecutionState IterationStarted(ExecutionState state, IterationStarted happened)
    {
        var step = StepOf(state, happened.Step);
        var fanOut = FanOutOf(step);
        var input = happened.Input ?? fanOut.Items![happened.Index];
        var path = StepIds.PathOf(StepIds.Of(state, step), step.Attempt, happened.Index);
        var scope = Opened(step, happened.Scope, happened.Index, path, input);
        return With(
            state with
            {
                LastScope = happened.Scope,
                Scopes = state.Scopes.Add(happened.Scope, scope),
            },
            step with
            {
                FanOut = fanOut with { Started = fanOut.Started + 1 },
            }
        );
    }

    private static ExecutionState ScopeFailed(ExecutionState state, ScopeFailed happened)
    {
        var scope = state.Scopes[happened.Scope];
        var parent = StepOf(state, scope.ParentStep);
        var fanOut = FanOutOf(parent);
        var counted = With(state, parent with { FanOut = fanOut with { Failed = fanOut.Failed + 1 } });

        // An iteration whose only open step is the failed one is the ordinary case, and must not cost a look at all the others.
        if (state.Steps.TryGetValue(happened.Step, out var failed) && failed.Scope == scope.Number && failed.FanOut is null)
            return CloseScope(counted with { Steps = counted.Steps.Remove(failed.Number) }, scope, happened.Output);
        return CloseScope(StopScopes(counted, inner => inner.Number == scope.Number), scope, happened.Output);
    }

    private static ExecutionState FanOutFailed(ExecutionState state, FanOutFailed happened)
    {
        var stopped = StopScopes(state, scope => scope.ParentStep == happened.Step);
        return With(stopped, StepOf(stopped, happened.Step) with { Phase = StepPhase.Entered, FanOut = null });
    }

    private static ExecutionState CloseScope(ExecutionState state, Scope scope, JsonData output)
    {
        var parent = StepOf(state, scope.ParentStep);
        var fanOut = FanOutOf(parent);
        return With(
            state with
            {
                Scopes = state.Scopes.Remove(scope.Number),
            },
            parent with
            {
                FanOut = fanOut with { Outputs = fanOut.Outputs.Add(scope.Index, output) },
            }
        );
    }

    /// <summary>Takes away scopes, everything inside them, and every step that was open there.</summary>
    private static ExecutionState StopScopes(ExecutionState state, Func<Scope, bool> isStopped)
    {
        // A scope has a higher number than the one around it, so that one pass in order finds them all.
        var stopped = new HashSet<int>();
        foreach (var scope in state.Scopes.Values)
        {
            if (isStopped(scope) || (scope.Number != Scope.Top && stopped.Contains(StepOf(state, scope.ParentStep).Scope)))
                stopped.Add(scope.Number);
        }

        var steps = state.Steps.ToBuilder();
        foreach (var step in state.Steps.Values)
        {
            if (!stopped.Contains(step.Scope))
                continue;
            steps.Remove(step.Number);
            state = AbandonChildOf(state, step);
        }

        return state with
        {
            Steps = steps.ToImmutable(),
            Scopes = state.Scopes.RemoveRange(stopped),
        };
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
