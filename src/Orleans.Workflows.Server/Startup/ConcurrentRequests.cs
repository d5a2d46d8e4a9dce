using Workflows.Server.Problems;

namespace Workflows.Server.Startup;

/// <summary>
/// Bounds the requests that are answered at the same time: each holds its body or its answer, and those that wait hold it for long. Probes are answered beyond the bound, so that nobody
/// restarts a server for having much to do.
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
}
