namespace Workflows.Journal;

/// <summary>How much is waiting to be written.</summary>
/// <param name="Queued">Appends in the queue.</param>
/// <param name="Capacity">Appends that the queue takes.</param>
/// <param name="OldestAge">How long the oldest one has been waiting.</param>
public readonly record struct JournalLoad(int Queued, int Capacity, TimeSpan OldestAge)
{
    /// <summary>The age of the oldest append from which on starts are refused: 5 s.</summary>
    public static readonly TimeSpan OldestAgeForStarts = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Whether new executions are refused: 80 % of the queue is full, or its head has been waiting for 5 s.</summary>
    public bool RefusesStarts => Queued >= Capacity * 0.8 || OldestAge >= OldestAgeForStarts;

    /// <summary>When a refused start may be tried again: after as long as the oldest append has been waiting, 1 s at the least, 30 s at the most.</summary>
    public TimeSpan RetryAfter =>
        OldestAge < ShortestRetryAfter ? ShortestRetryAfter
        : OldestAge > LongestRetryAfter ? LongestRetryAfter
        : OldestAge;
}
