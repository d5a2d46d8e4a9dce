using Workflows.Grains.Contracts;
using Workflows.Grains.Timers;
using Workflows.Journal;

namespace Workflows.Grains.Executions;

/// <summary>
/// Whether this silo takes another execution from outside; asked before anything is done for it, so that a refusal costs next to nothing. Whatever belongs to executions that were
/// taken (outcomes, events, wake-ups, recoveries, children) never comes through here: otherwise those that wait for it would keep out what they wait for. Children count only in the second bound:
/// one tree of them, which is bounded by itself, does not keep out what others start.
/// </summary>
internal sealed class StartGate(IJournal journal, LiveExecutions live, StartLimits limits, SiloDrain drain)
{
    private static readonly StartRefusal Stopping = new("The server is stopping.", SiloDrain.RetryAfter);
    private static readonly StartRefusal TooManyLive = new("Too many executions are under way.", TimeSpan.FromSeconds(1));

    private int starting;

    /// <summary>Why no execution is taken for the moment; null when one is.</summary>
    public StartRefusal? Refusal => RefusalBeside(Volatile.Read(ref starting));

    /// <summary>Lets a start in, which is counted until <see cref="Leave"/>; else says why not.</summary>
    public StartRefusal? Enter()
    {
        var refusal = RefusalBeside(Interlocked.Increment(ref starting) - 1);
        if (refusal is not null)
            Leave();
        return refusal;
    }

    /// <summary>The start has been answered: its execution is counted where it lives.</summary>
    public void Leave() => Interlocked.Decrement(ref starting);

    private StartRefusal? RefusalBeside(int others) =>
        drain.IsDraining ? Stopping
        : journal.Outage is { } outage ? new StartRefusal(outage.Reason, outage.RetryAfter)
        : journal.Load is { RefusesStarts: true } load ? Overloaded(load.RetryAfter)
        : live.Total - live.Children + others >= limits.MaxLiveExecutions || live.Total >= 2 * limits.MaxLiveExecutions ? TooManyLive
        : null;

    /// <summary>The refusal of a grain, whose journal or silo took nothing more.</summary>
    public static StartRefusal Overloaded(TimeSpan retryAfter) => new("Too much is waiting to be written.", retryAfter);
}
