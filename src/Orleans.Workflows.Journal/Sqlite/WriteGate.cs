namespace Workflows.Journal.Sqlite;

/// <summary>
/// SQLite has one writer at a time, and its own waiting is a poll that starves some for seconds. This gate hands the right to write on in
/// turn: the journal's
/// thread, then up to <see cref="GuestsPerTurn"/> of the others (Orleans' providers) in the order in which they came.
/// </summary>
internal sealed class WriteGate
{
    /// <summary>How many guests may pass while the journal waits. A guest writes one row, the journal hundreds.</summary>
    public const int GuestsPerTurn = 8;

    private readonly object sync = new();
    private readonly LinkedList<TaskCompletionSource> guests = [];
    private bool taken;
    private bool journalWaits;
    private long entries;
    private int guestsInTurn;

    /// <summary>How often somebody has passed, so that who asks twice sees whether anybody has in between.</summary>
    public long Entries => Interlocked.Read(ref entries);

    /// <summary>The journal's thread comes; returns when it is its turn.</summary>
    public void EnterJournal()
    {
        lock (sync)
        {
            entries++;
            if (!taken)
            {
                taken = true;
                guestsInTurn = 0;
                return;
            }
            journalWaits = true;
            while (journalWaits)
                Monitor.Wait(sync);
        }
    }

    /// <summary>A guest comes; completes when it is its turn. Continuations run on the thread pool.</summary>
    public Task EnterGuestAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (sync)
        {
            entries++;
            if (!taken)
            {
                taken = true;
                return Task.CompletedTask;
            }
            place = guests.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        return cancellationToken.CanBeCanceled ? WaitAsync(place, cancellationToken) : place.Value.Task;
    }

    /// <summary>Hands the right to write on.</summary>
    public void Exit()
    {
        lock (sync)
        {
            if (guests.First is { } next && (!journalWaits || guestsInTurn < GuestsPerTurn))
            {
                guests.RemoveFirst();
                guestsInTurn++;
                next.Value.SetResult();
            }
            else if (journalWaits)
            {
                journalWaits = false;
                guestsInTurn = 0;
                Monitor.Pulse(sync);
            }
            else
            {
                taken = false;
            }
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() =>
        {
            lock (sync)
            {
                if (place.List is null)
                    return;
                guests.Remove(place);
            }
            place.Value.TrySetCanceled(cancellationToken);
        });
        await place.Value.Task.ConfigureAwait(false);
    }
}
