namespace Workflows.Benchmarks.Measuring;

/// <summary>What one run gave.</summary>
/// <param name="Concurrency">Executions under way at once.</param>
/// <param name="WorkflowsPerSecond">Executions that ended, a second.</param>
/// <param name="StepsPerSecond">Task steps that ended, a second.</param>
/// <param name="P50Ms">Half of the executions took no longer from the start call to the known end, in milliseconds.</param>
/// <param name="P99Ms">99 of 100 executions took no longer.</param>
/// <param name="AppendsPerWorkflow">Journal rows for each execution.</param>
internal sealed record RunResult(
    int Concurrency,
    double WorkflowsPerSecond,
    double StepsPerSecond,
    double P50Ms,
    double P99Ms,
    double AppendsPerWorkflow
);
