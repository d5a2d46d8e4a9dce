using Workflows.Core.State;
using Workflows.Grains.Timers;

namespace Workflows.Grains.Executions;

/// <summary>Callers that wait for an execution to change. They hold the activation, never the execution: it can be left to its wake time while somebody waits.</summary>
internal sealed class Waiters(TimeProvider time, SiloDrain drain)
{
    private readonly List<Waiter> waiters = [];

    /// <summary>How many wait.</summary>
    public int Count => waiters.Count;

    /// <summary>Waits for events after a sequence, or the end. Completes in any case when the time is over, or the silo stops.</summary>
    public async Task WaitAsync(long afterSequence, TimeSpan atMost)
    {
        var waiter = new Waiter(afterSequence);
        waiters.Add(waiter);
        await using var timer = time.CreateTimer(
            static state => ((Waiter)state!).Done.TrySetResult(),
            waiter,
            atMost,
            Timeout.InfiniteTimeSpan
        );
        await using var stop = drain.Begun.UnsafeRegister(static state => ((Waiter)state!).Done.TrySetResult(), waiter);
        await waiter.Done.Task;
        waiters.Remove(waiter);
    }

    /// <summary>Lets those go whose change has come.</summary>
    public void Notify(ExecutionState state)
    {
        foreach (var waiter in waiters)
        {
            if (state.LastSequence > waiter.AfterSequence || state.Status.IsEnded())
                waiter.Done.TrySetResult();
        }
    }

    /// <summary>Lets everybody go.</summary>
    public void ReleaseAll()
    {
        foreach (var waiter in waiters)
            waiter.Done.TrySetResult();
    }

    private sealed class Waiter(long afterSequence)
    {
        public long AfterSequence { get; } = afterSequence;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
