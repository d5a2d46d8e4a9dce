namespace Workflows.Journal.Appending;

/// <summary>
/// Answers whether the database takes writes: by what has just been read and written, else by trying it. An idle server does nothing until it is asked.
/// </summary>
/// <param name="availability">What reads and writes have found.</param>
/// <param name="probe">Reads and writes something, through the same queues as everything else.</param>
internal sealed class DatabaseCheck(Availability availability, Func<Task> probe, TimeProvider time)
{
    /// <summary>What was written and read so short a time ago is answer enough.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>The longest that the answer takes; a probe that takes longer goes on, and what it finds is the next answer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1.25);

    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;

    /// <summary>What is wrong; null when nothing is.</summary>
    public async Task<JournalOutage?> RunAsync(CancellationToken cancellationToken)
    {
        if (availability.Outage is null && availability.Silence > Fresh)
            await Probe()
                .WaitAsync(LongestWait, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return availability.Outage;
    }

    // One at a time, however many ask: a database that does not answer is not asked more and more.
    private Task Probe()
    {
        lock (gate)
            return running.IsCompleted ? running = probe() : running;
    }
}
