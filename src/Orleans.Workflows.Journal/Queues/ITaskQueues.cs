namespace Workflows.Journal.Queues;

/// <summary>The worker queues as workers see them. What is in them is put there and taken out by appends (<see cref="QueueChange"/>).</summary>
public interface ITaskQueues
{
    /// <summary>A poll ends when the tasks that it has taken weigh so many bytes: 4 MiB.</summary>
    const int EnoughBytes = 4 * 1024 * 1024;

    /// <summary>Takes tasks of a queue, the one offered first before the others; each comes to one worker until its lease ends.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="worker">Who asks, for people to see.</param>
    /// <param name="max">How many at the most; fewer where they weigh <see cref="EnoughBytes"/>.</param>
    /// <param name="wait">How long to wait for the first one; zero for not at all.</param>
    /// <param name="cancellationToken">Gives up waiting; what has been taken for the caller by then goes back.</param>
    /// <returns>The tasks; none when none came.</returns>
    /// <remarks>An offer of this process wakes who waits for it as soon as it is durable; those of others are seen within a second.</remarks>
    Task<IReadOnlyList<TakenTask>> PollAsync(string queue, string worker, int max, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Moves the end of a lease.</summary>
    /// <returns>False when nobody has taken the task, or it has been withdrawn.</returns>
    Task<bool> ExtendLeaseAsync(TaskLease lease, CancellationToken cancellationToken);
}
