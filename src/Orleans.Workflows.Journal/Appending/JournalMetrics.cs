using System.Diagnostics.Metrics;

namespace Workflows.Journal.Appending;

/// <summary>What the journal tells whoever listens to its meter: every batch that became durable. Costs nothing while nobody listens.</summary>
public static class JournalMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Orleans.Workflows.Journal";

    /// <summary>Rows of events that became durable. A counter; unit: rows.</summary>
    public const string RowsName = "workflows.journal.rows";

    /// <summary>The bytes of those rows' events, as the core encodes them. A counter; unit: bytes.</summary>
    public const string BytesName = "workflows.journal.bytes";

    /// <summary>Appends in a batch; a batch is one transaction, so that it is recorded as often as is committed. A histogram; unit: appends.</summary>
    public const string BatchSizeName = "workflows.journal.batch.size";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(RowsName, "{row}", "Rows of events that became durable.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>(BytesName, "By", "Bytes of the events that became durable.");
    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>(BatchSizeName, "{append}", "Appends of a transaction.");

    internal static void Committed(ReadOnlySpan<Pending<Append, AppendOutcome>> batch)
    {
        if (!BatchSize.Enabled && !Rows.Enabled && !Bytes.Enabled)
            return;

        long rows = 0;
        long bytes = 0;
        foreach (var pending in batch)
        {
            if (pending.Outcome != AppendOutcome.Appended)
                continue;
            rows++;
            bytes += pending.Request.Events.Length;
        }

        BatchSize.Record(batch.Length);
        Rows.Add(rows);
        Bytes.Add(bytes);
    }
}
