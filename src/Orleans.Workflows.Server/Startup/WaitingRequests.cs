using Workflows.Server.Problems;

namespace Workflows.Server.Startup;

/// <summary>
/// Bounds the requests that wait for something to happen: long polls, streams, and starts with <c>wait</c>. They hold next to nothing, but for long. Counted among the others
/// they would take every place, and nobody could do what they wait for.
/// </summary>
public sealed class WaitingRequests(ServerOptions options, ConcurrentRequests requests)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private int waiting;

    /// <summary>The answer to a request that found no place.</summary>
    public static ProblemAnswer Refusal =>
        new(ProblemType.Unavailable, "Too many requests wait already (Server:MaxWaitingRequests). Come again later, or without waiting.")
        {
            RetryAfter = RetryAfter,
        };

    /// <summary>Takes a place for a request that is going to wait. Disposing of it gives it back.</summary>
    /// <returns>Null when all places are taken.</returns>
    public WaitingPlace? TryEnter()
    {
        if (Interlocked.Increment(ref waiting) <= options.MaxWaitingRequests)
            return new WaitingPlace(this, requests);
        Interlocked.Decrement(ref waiting);
        return null;
    }

    internal void Leave() => Interlocked.Decrement(ref waiting);
}
