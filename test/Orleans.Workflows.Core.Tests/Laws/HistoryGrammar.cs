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
        Assert.Equal(history.Count - 1, history.FindIndex(IsEnd));
        Assert.Equal(history.Select(happened => happened.At).Order(), history.Select(happened => happened.At));
        Assert.Equal(Enumerable.Range(1, execution.State.LastStep), history.OfType<StepEntered>().Select(entered => entered.Step));
        foreach (var step in history.Where(happened => happened.Step != 0).GroupBy(happened => happened.Step))
            CheckStep(execution.Program, [.. step]);
    }

    private static bool IsEnd(ExecutionEvent happened) =>
        happened is ExecutionSucceeded or ExecutionFailed or ExecutionTimedOut or ExecutionCancelled;

    private static void CheckStep(WorkflowProgram program, List<ExecutionEvent> events)
    {
        var entered = Assert.IsType<StepEntered>(events[0]);
        Assert.True(events.Count(happened => happened is StepLeft) <= 1);
        Assert.DoesNotContain(events.SkipLast(1), happened => happened is StepLeft);
        for (var index = 1; index < events.Count; index++)
        {
            if (events[index] is WaitEnded ended)
                Assert.True(ended.At >= Assert.IsType<WaitStarted>(events[index - 1]).Until);
            if (events[index] is TaskScheduled { Attempt: > 1 } again)
                CheckRetry(again, Assert.IsType<TaskRetryScheduled>(events[index - 1]));
        }

        if (program.Definition.States[entered.State] is not TaskState task)
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
                Assert.True(retrier.Errors.Matches(error, isTask: true));

            var most = retrier.Interval.TotalSeconds * Math.Pow(retrier.BackoffMultiplier, used[retry.Retrier]);
            var delay = (retry.DueAt - retry.At).TotalSeconds;
            Assert.True(retrier.Jitter == Jitter.Full ? delay <= most + 0.001 : Math.Abs(delay - most) <= 0.001, $"{delay} s for {most} s");
            Assert.True(++used[retry.Retrier] <= retrier.MaxRetries);
        }
    }
}
