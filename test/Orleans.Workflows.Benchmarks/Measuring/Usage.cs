using System.Diagnostics;

namespace Workflows.Benchmarks.Measuring;

/// <summary>What was used up to a moment, or between two.</summary>
/// <param name="Rows">Rows of events that became durable.</param>
/// <param name="Bytes">The bytes of their events.</param>
/// <param name="Commits">Transactions that wrote them.</param>
/// <param name="Cpu">Processor time of this process: the engine and whoever drives it; with the server, that and its client too.</param>
/// <param name="DatabaseCpu">Processor time of a PostgreSQL of our own; null where it is not ours.</param>
/// <param name="HandlersCpu">Processor time of handlers in another process; null where they are in this one.</param>
internal readonly record struct Usage(long Rows, long Bytes, long Commits, TimeSpan Cpu, TimeSpan? DatabaseCpu, TimeSpan? HandlersCpu)
{
    /// <summary>What was used until now.</summary>
    public static Usage Take(JournalMeter meter, WorkloadRun run)
    {
        using var process = Process.GetCurrentProcess();
        return new Usage(
            meter.Rows,
            meter.Bytes,
            meter.Commits,
            process.TotalProcessorTime,
            run.Store.ReadProcessorTime(),
            run.Handlers.ReadProcessorTime()
        );
    }

    /// <summary>The most memory that this process has had resident, in MB.</summary>
    public static double PeakMemoryMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    /// <summary>What this process has resident, in bytes, once garbage is gone.</summary>
    public static long ResidentBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>What was used since.</summary>
    public static Usage operator -(Usage later, Usage earlier) =>
        new(
            later.Rows - earlier.Rows,
            later.Bytes - earlier.Bytes,
            later.Commits - earlier.Commits,
            later.Cpu - earlier.Cpu,
            later.DatabaseCpu - earlier.DatabaseCpu,
            later.HandlersCpu - earlier.HandlersCpu
        );
}
