using Workflows.Grains.Contracts;

namespace Workflows.Server.Responses;

/// <summary>How a worker queue stands.</summary>
public sealed record TaskQueueResponse
{
    /// <summary>The queue: what stands behind <c>worker:</c> in definitions.</summary>
    public required string Name { get; init; }

    /// <summary>How many tasks wait for a worker.</summary>
    public required long Waiting { get; init; }

    /// <summary>How many tasks are with a worker.</summary>
    public required long Leased { get; init; }

    /// <summary>When the task was offered that has waited longest.</summary>
    public DateTimeOffset? OldestAt { get; init; }

    /// <summary>When a worker began a poll last, give or take five seconds; one that waits began up to 30 s ago. Absent where none is known: it is kept in memory.</summary>
    public DateTimeOffset? LastPollAt { get; init; }

    /// <summary>Who polled it last.</summary>
    public string? LastWorker { get; init; }

    /// <summary>The queue as it goes out.</summary>
    public static TaskQueueResponse Of(WorkerQueue queue) =>
        new()
        {
            Name = queue.Name,
            Waiting = queue.Waiting,
            Leased = queue.Leased,
            OldestAt = queue.OldestAt,
            LastPollAt = queue.LastPollAt,
            LastWorker = queue.LastWorker,
        };
}
