using Workflows.Core.State;

namespace Workflows.Grains.Executions;

/// <summary>Who looks after an execution: what its summary says about owner and wake time.</summary>
/// <param name="Owner">The silo that runs it; null: nobody does before the wake time.</param>
/// <param name="WakeAt">The lease of the owner, else when somebody has to look; null: it has ended and owes nothing.</param>
internal readonly record struct Stance(string? Owner, DateTimeOffset? WakeAt)
{
    /// <summary>How long an owner is believed without a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>What is due within this time is waited for in the activation; it pays no write to leave and come back.</summary>
    public static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    /// <summary>When an execution that waits for somebody is looked at again.</summary>
    public static readonly TimeSpan LongestUnseen = TimeSpan.FromDays(1);

    /// <summary>Whether an activation runs it.</summary>
    public bool IsOwned => Owner is not null;

    /// <summary>The stance that fits an execution.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="work">What is outstanding.</param>
    /// <param name="owner">This silo.</param>
    /// <param name="mayStart">False when the activation or its silo is on the way out: whatever does not run yet is for another one, at once.</param>
    /// <param name="now">The clock of the silo.</param>
    public static Stance For(ExecutionState state, ActiveWork work, string owner, bool mayStart, DateTimeOffset now)
    {
        if (state.Status.IsEnded() && !state.Owes)
            return new Stance(null, null);
        if (work.HasRunning || (mayStart && (work.HasPending || work.NextDue <= now + ShortWait)))
            return new Stance(owner, now + Lease);
        if (work.HasPending)
            return new Stance(null, now);

        var unseen = now + LongestUnseen;
        return new Stance(null, work.NextDue < unseen ? work.NextDue : unseen);
    }

    /// <summary>Whether a summary that nobody owns says the wrong time: too late, already past, or none.</summary>
    /// <param name="written">The wake time in the summary.</param>
    /// <param name="now">The clock of the silo.</param>
    public bool Corrects(DateTimeOffset? written, DateTimeOffset now) =>
        WakeAt is null ? written is not null : written is null || written <= now || written > WakeAt;
}
