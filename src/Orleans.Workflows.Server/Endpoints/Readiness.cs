using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Workflows.Server.Endpoints;

/// <summary>
/// Runs the health checks for the probes: within two seconds, and once at a time however many ask. A check that hangs must neither hang its probes nor be started again
/// by each of them.
/// </summary>
/// <param name="checks">All checks that are registered.</param>
/// <param name="time">The clock.</param>
public sealed class Readiness(HealthCheckService checks, TimeProvider time)
{
    /// <summary>The longest that an answer takes.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1.75);

    private readonly Lock gate = new();
    private Task<HealthReport>? running;

    /// <summary>The worst status, and what is wrong by the name of the check.</summary>
    public async Task<(HealthStatus Status, IReadOnlyDictionary<string, string> Problems)> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var report = await Report().WaitAsync(LongestWait, time, cancellationToken);
            var problems = report
                .Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
                .ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? entry.Value.Status.ToString());
            return (report.Status, problems);
        }
        catch (TimeoutException)
        {
            return (HealthStatus.Unhealthy, new Dictionary<string, string> { ["server"] = "The health checks did not answer in time." });
        }
    }

    private Task<HealthReport> Report()
    {
        lock (gate)
        {
            if (running is null or { IsCompleted: true })
                running = checks.CheckHealthAsync(CancellationToken.None);
            return running;
        }
    }
}
