namespace Workflows.Journal;

/// <summary>A start was refused because too much is waiting to be written, or the database is away. Nothing was recorded; the caller may try again.</summary>
/// <param name="retryAfter">When to try again.</param>
public sealed class JournalOverloadedException(TimeSpan retryAfter) : Exception("The journal takes no new executions for the moment.")
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
