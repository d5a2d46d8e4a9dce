using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;
using Workflows.Grains.Executions;
using Workflows.Grains.Timers;
using Workflows.Journal;

namespace Workflows.Hosting.Health;

/// <summary>Ready means: the silo is active, is not on its way out, and the database takes writes. Answers within two seconds, whatever the database does.</summary>
internal sealed class WorkflowsHealthCheck(IJournal journal, StartGate gate, ISiloStatusOracle silo, SiloDrain drain) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain.IsDraining)
            return new HealthCheckResult(context.Registration.FailureStatus, "The silo stops.");
        if (silo.CurrentStatus != SiloStatus.Active)
            return new HealthCheckResult(context.Registration.FailureStatus, $"The silo is {silo.CurrentStatus}.");
        if (await journal.CheckAsync(cancellationToken) is { } outage)
            return new HealthCheckResult(context.Registration.FailureStatus, outage.Reason);
        return gate.Refusal is { } refusal ? HealthCheckResult.Degraded(refusal.Reason) : HealthCheckResult.Healthy();
    }
}
