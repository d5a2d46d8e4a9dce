namespace Workflows.Grains.Contracts;

/// <summary>The database does not take what a call would write, or does not answer a call that reads; the call may be repeated later.</summary>
/// <param name="reason">What is wrong with the database, as a sentence for clients.</param>
/// <param name="retryAfter">When to try again.</param>
/// <param name="isOutcomeKnown">True: the call has changed nothing. False: it may still be carried out, or has been.</param>
public sealed class StorageUnavailableException(string reason, TimeSpan retryAfter, bool isOutcomeKnown) : Exception(reason)
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>True: the call has changed nothing. False: it may still be carried out, or has been.</summary>
    public bool IsOutcomeKnown { get; } = isOutcomeKnown;
}
