namespace Workflows.Journal.Queues;

/// <summary>A worker's request for tasks, as the store carries it out.</summary>
/// <param name="id">Written into the rows: a taking that is repeated after an unknown outcome finds what it has taken already.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="worker">Who asks.</param>
/// <param name="max">How many at the most.</param>
/// <param name="now">Leases that end by then are over; new ones begin then.</param>
internal sealed class Taking(Guid id, string queue, string worker, int max, DateTimeOffset now)
{
    public Guid Id { get; } = id;

    public string Queue { get; } = queue;

    public string Worker { get; } = worker;

    public int Max { get; } = max;

    public DateTimeOffset Now { get; } = now;

    /// <summary>Whether it has been tried before; set by the store.</summary>
    public bool IsRepeated { get; set; }
}
