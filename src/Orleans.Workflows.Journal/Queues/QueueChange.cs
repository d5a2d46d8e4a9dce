namespace Workflows.Journal.Queues;

/// <summary>What an append does to the worker queues. It happens with the append's row, or not at all.</summary>
public abstract record QueueChange
{
    private QueueChange() { }

    /// <summary>Puts an attempt of the append's execution into a queue, behind all that is there; a repeat changes nothing.</summary>
    /// <param name="Queue">The queue's name.</param>
    /// <param name="Step">The step's number.</param>
    /// <param name="Attempt">The attempt of the step.</param>
    /// <param name="Payload">What the worker gets; nothing in here looks into it.</param>
    /// <param name="Lease">For how long whoever takes it has it alone, unless the lease is extended: the task's heartbeat, its timeout, or
    /// <see cref="DefaultLease"/>.</param>
    public sealed record Offer(string Queue, int Step, int Attempt, ReadOnlyMemory<byte> Payload, TimeSpan Lease) : QueueChange
    {
        /// <summary>The lease of a task that has neither heartbeat nor timeout: 60 s.</summary>
        public static readonly TimeSpan DefaultLease = TimeSpan.FromSeconds(60);
    }

    /// <summary>Takes an attempt of the append's execution out of its queue, whether or not a worker has it; nothing when it is in none.</summary>
    /// <param name="Step">The step's number.</param>
    /// <param name="Attempt">The attempt of the step.</param>
    public sealed record Withdraw(int Step, int Attempt) : QueueChange;
}
