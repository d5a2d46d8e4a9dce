using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Model;

namespace Workflows.Core.Laws;

/// <summary>What every history must obey, told again without the core: a second pair of eyes.</summary>
internal static class HistoryGrammar
{
    public static void Check(TestExecution execution)
    {
        var history = execution.History;
        Assert.IsType<ExecutionStarted>(history[0]);
        Assert.Equal(1, history.Count(happened => happened is ExecutionStarted));
        Assert.Equal(history.Count, execution.State.LastSequence);
        Assert.Equal(history.Select(happened => happened.At).Order(), history.Select(happened => happened.At));
        Assert.Equal(
            Enumerable.Range(1, execution.State.LastStep),
            history.Where(happened => happened is StepEntered or CompensationEntered).Select(happened => happened.Step)
        );
        CheckEnds(history);
        ScopeGrammar.Check(history);
        CheckChildren(history);
        for (var step = 1; step <= execution.State.LastStep; step++)
        {
            // A redrive is about every step that was open then.
            var events = history.Where(happened => happened.Step == step && !IsEnd(happened) || happened is ExecutionRedriven);
            CheckStep(execution.Program, [.. events.SkipWhile(happened => happened is ExecutionRedriven).Where(IsOfStep)]);
        }
    }

    /// <summary>Every run has one end, and after an end there is nothing but what the execution owed, or the next run.</summary>
    private static void CheckEnds(List<ExecutionEvent> history)
    {
        var runs = 1 + history.Count(happened => happened is ExecutionRedriven);
        Assert.Equal(runs, history.Count(IsEnd));
        var hasEnded = false;
        foreach (var happened in history)
        {
            Assert.False(
                hasEnded && happened is not (ChildCancelled or ParentNotified or ExecutionRedriven),
                $"{happened} follows the end"
            );
            hasEnded = IsEnd(happened) || (hasEnded && happened is not ExecutionRedriven);
        }
    }

    /// <summary>A child whose outcome nobody waited for was told so, once, and no other.</summary>
    private static void CheckChildren(List<ExecutionEvent> history)
    {
        var id = ((ExecutionStarted)history[0]).Id;
        var waitedFor = new HashSet<string>();
        foreach (var happened in history)
        {
            switch (happened)
            {
                case TaskScheduled { Place: TaskPlace.Child } scheduled:
                    Assert.True(waitedFor.Add(ChildIds.Of(id, scheduled.Step, scheduled.Attempt)));
                    break;
                case TaskCompleted completed:
                    waitedFor.Remove(ChildIds.Of(id, completed.Step, completed.Attempt));
                    break;
                case TaskFailed failed:
                    waitedFor.Remove(ChildIds.Of(id, failed.Step, failed.Attempt));
                    break;
                case ChildCancelled cancelled:
                    Assert.True(waitedFor.Remove(cancelled.Child), $"{cancelled} is about nobody's child");
                    break;
            }
        }

        Assert.Empty(waitedFor);
    }

    private static bool IsEnd(ExecutionEvent happened) =>
        happened is ExecutionSucceeded or ExecutionFailed or ExecutionTimedOut or ExecutionCancelled;

    private static bool IsOfStep(ExecutionEvent happened) => happened is not (CompensationStarted or ScopeFailed);

    private static void CheckStep(WorkflowProgram program, List<ExecutionEvent> events)
    {
        Assert.True(events[0] is StepEntered or CompensationEntered);
        Assert.True(events.Count(happened => happened is StepLeft) <= 1);
        Assert.DoesNotContain(
            events.Where(happened => happened is not ExecutionRedriven).SkipLast(1),
            happened => happened is StepLeft or CompensationCompleted or CompensationFailed
        );
        for (var index = 1; index < events.Count; index++)
        {
            if (events[index] is WaitEnded ended)
                Assert.True(ended.At >= events.Take(index).OfType<WaitStarted>().Last().Until);
            if (events[index] is TaskScheduled { Attempt: > 1 } again && events[index - 1] is TaskRetryScheduled retry)
                CheckRetry(again, retry);
        }

        if (events[0] is not StepEntered entered || program.Definition.States[entered.State] is not TaskState task)
            return;

        var outcomes = events.Where(happened => happened is TaskCompleted or TaskFailed or TaskTimedOut).ToList();
        Assert.True(outcomes.Count <= events.Count(happened => happened is TaskScheduled));
        CheckRetriers(task, events);
    }

    private static void CheckRetry(TaskScheduled scheduled, TaskRetryScheduled retry)
    {
        Assert.Equal(retry.Attempt, scheduled.Attempt);
        Assert.True(scheduled.At >= retry.DueAt);
    }

    private static void CheckRetriers(TaskState task, List<ExecutionEvent> events)
    {
        var used = new int[task.Retriers.Count];
        for (var index = 1; index < events.Count; index++)
        {
            // A redrive gives every retrier its retries back.
            if (events[index] is ExecutionRedriven)
                Array.Clear(used);
            if (events[index] is not TaskRetryScheduled retry)
                continue;

            var retrier = task.Retriers[retry.Retrier];
            var error = events[index - 1] switch
            {
                TaskFailed failed => failed.Error,
                TaskTimedOut timedOut => timedOut.Error,
                _ => null,
            };
            if (error is not null)
                Assert.True(retrier.Errors.Matches(error, isTask: true, Spelling.Native));

            var most = retrier.Interval.TotalSeconds * Math.Pow(retrier.BackoffMultiplier, used[retry.Retrier]);
            var delay = (retry.DueAt - retry.At).TotalSeconds;
            Assert.True(retrier.Jitter == Jitter.Full ? delay <= most + 0.001 : Math.Abs(delay - most) <= 0.001, $"{delay} s for {most} s");
            Assert.True(++used[retry.Retrier] <= retrier.MaxRetries);
        }
    }
}
