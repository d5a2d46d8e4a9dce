using System.Diagnostics.Metrics;
using Workflows.Journal.Appending;

namespace Workflows.Benchmarks.Measuring;

/// <summary>Adds up what the journals of this process tell: rows, bytes and commits.</summary>
internal sealed class JournalMeter : IDisposable
{
    private readonly MeterListener listener = new();
    private long rows;
    private long bytes;
    private long commits;

    /// <summary>Begins to listen.</summary>
    public JournalMeter()
    {
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == JournalMetrics.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, measured, _, _) => Interlocked.Add(ref instrument.Name == JournalMetrics.RowsName ? ref rows : ref bytes, measured)
        );
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => Interlocked.Increment(ref commits));
        listener.Start();
    }

    /// <summary>Rows of events that became durable so far.</summary>
    public long Rows => Volatile.Read(ref rows);

    /// <summary>The bytes of their events.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Transactions that wrote them.</summary>
    public long Commits => Volatile.Read(ref commits);

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();
}
