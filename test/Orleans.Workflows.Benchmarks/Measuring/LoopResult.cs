namespace Workflows.Benchmarks.Measuring;

/// <summary>What a loop gave.</summary>
/// <param name="Executions">How many ended while it was measured.</param>
/// <param name="Seconds">How long that was.</param>
/// <param name="P50Ms">Half of them took no longer, in milliseconds.</param>
/// <param name="P99Ms">99 of 100 took no longer.</param>
/// <param name="Used">What was used meanwhile.</param>
internal sealed record LoopResult(long Executions, double Seconds, double P50Ms, double P99Ms, Usage Used)
{
    /// <summary>Executions a second.</summary>
    public double Rate => Executions / Seconds;

    /// <summary>Appends of a transaction, on average.</summary>
    public double MeanBatch => (double)Used.Rows / Math.Max(1, Used.Commits);

    /// <summary>Processor time of an append in this process, in microseconds.</summary>
    public double CpuPerRow => Used.Cpu.TotalMicroseconds / Math.Max(1, Used.Rows);

    /// <summary>Processor time of an append in PostgreSQL, in microseconds; null where it is not ours.</summary>
    public double? DatabaseCpuPerRow => Used.DatabaseCpu?.TotalMicroseconds / Math.Max(1, Used.Rows);
}
