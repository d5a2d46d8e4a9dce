namespace Workflows.Journal;

/// <summary>The database does not take what it is given.</summary>
/// <param name="Reason">What is wrong, as a sentence for clients: no address, no SQL.</param>
/// <param name="Age">For how long.</param>
/// <param name="StopsReads">Whether it answers no reads either.</param>
public sealed record JournalOutage(string Reason, TimeSpan Age, bool StopsReads)
{
    private static readonly TimeSpan ShortestRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>When to try again: after as long as it has lasted, 1 s at the least, 30 s at the most.</summary>
    public TimeSpan RetryAfter =>
        Age < ShortestRetryAfter ? ShortestRetryAfter
        : Age > LongestRetryAfter ? LongestRetryAfter
        : Age;
}
