namespace Workflows.Benchmarks.Measuring;

/// <summary>What the journal reached without any grain.</summary>
/// <param name="ExecutionsPerSecond">Executions whose appends were all durable, a second.</param>
/// <param name="P50Ms">Half of the executions took no longer for their appends, one after the other, in milliseconds.</param>
internal sealed record CeilingFigures(double ExecutionsPerSecond, double P50Ms);
