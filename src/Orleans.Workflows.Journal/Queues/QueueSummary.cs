namespace Workflows.Journal.Queues;

/// <summary>How a worker queue stands.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Waiting">How many tasks wait for a worker.</param>
/// <param name="Leased">How many tasks are with a worker.</param>
/// <param name="OldestAt">When the task was offered that has waited longest; null where none waits.</param>
public sealed record QueueSummary(string Name, long Waiting, long Leased, DateTimeOffset? OldestAt);
