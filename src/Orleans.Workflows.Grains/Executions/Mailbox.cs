namespace Workflows.Grains.Executions;

/// <summary>
/// What waits for an execution. Anybody may post, from any thread; one pump at a time takes everything that waits.
/// </summary>
/// <param name="schedule">Runs the pump on the grain's scheduler. Called when something is posted and no pump runs.</param>
internal sealed class Mailbox(Action schedule)
{
    private readonly Lock gate = new();
    private List<Mail> waiting = [];
    private List<Mail> spare = [];
    private bool pumping;
    private bool closed;

    /// <summary>Whether a pump runs or is about to.</summary>
    public bool IsPumping
    {
        get
        {
            lock (gate)
                return pumping;
        }
    }

    /// <summary>Posts something.</summary>
    /// <returns>False when the activation is gone.</returns>
    public bool TryPost(Mail mail)
    {
        lock (gate)
        {
            if (closed)
                return false;
            waiting.Add(mail);
            if (pumping)
                return true;
            pumping = true;
        }
        schedule();
        return true;
    }

    /// <summary>Takes everything that waits; null, and no pump runs any more, when nothing does. The list is valid until the next call.</summary>
    public List<Mail>? TakeAll()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                pumping = false;
                return null;
            }
            (waiting, spare) = (spare, waiting);
            waiting.Clear();
            return spare;
        }
    }

    /// <summary>Puts mail back that was taken and not decided: in front of what came later, but behind what is urgent.</summary>
    public void PutBack(IReadOnlyList<Mail> mails)
    {
        lock (gate)
        {
            waiting.InsertRange(0, mails);
            // Stable: the order of the others is that in which they came.
            var ordered = waiting.OrderBy(static mail => !mail.IsUrgent).ToList();
            waiting.Clear();
            waiting.AddRange(ordered);
        }
    }

    /// <summary>Takes no more mail.</summary>
    /// <returns>Whether it is closed now: false while a pump runs.</returns>
    public bool TryClose()
    {
        lock (gate)
        {
            if (!pumping)
                closed = true;
            return closed;
        }
    }
}
