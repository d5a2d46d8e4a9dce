using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;
using Workflows.Grains.Executions;
using Workflows.Grains.Timers;
using Workflows.Journal;

namespace Workflows.Hosting.Health;

/// <summary>Ready means: the silo is active, is not on its way out, and the journal answers.</summary>
internal sealed class WorkflowsHealthCheck(IJournal journal, StartGate gate, ISiloStatusOracle silo, SiloDrain drain) : IHealthCheck
{
    private const string NobodysId = "health";

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain.IsDraining)
            return new HealthCheckResult(context.Registration.FailureStatus, "The silo stops.");
        if (silo.CurrentStatus != SiloStatus.Active)
            return new HealthCheckResult(context.Registration.FailureStatus, $"The silo is {silo.CurrentStatus}.");

        try
        {
            await journal.ReadSummaryAsync(NobodysId, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The journal does not answer.", exception);
        }
        return gate.Refusal is { } refusal ? HealthCheckResult.Degraded(refusal.Reason) : HealthCheckResult.Healthy();
    }
}
