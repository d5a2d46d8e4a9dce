using Workflows.Server.Problems;

namespace Workflows.Server.Startup;

/// <summary>
/// Bounds the requests that are answered at the same time: each holds its body or its answer. Probes are answered beyond the bound, so that nobody restarts a server for
/// having much to do. Requests that only wait are bounded by <see cref="WaitingRequests"/> instead.
/// </summary>
public sealed class ConcurrentRequests(ServerOptions options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private int underWay;

    /// <summary>Refuses requests beyond the bound.</summary>
    public async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        var number = Interlocked.Increment(ref underWay);
        try
        {
            if (
                number <= options.MaxConcurrentRequests
                || http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            )
                await next(http);
            else
                await new ProblemAnswer(ProblemType.Unavailable, "Too many requests are under way.")
                {
                    RetryAfter = RetryAfter,
                }.ExecuteAsync(http);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    /// <summary>A request that was let in begins to wait: until <see cref="Return"/> it counts no more.</summary>
    internal void StepAside() => Interlocked.Decrement(ref underWay);

    /// <summary>The wait is over. The answer to it is let in beyond the bound, because the request is there already.</summary>
    internal void Return() => Interlocked.Increment(ref underWay);
}
