namespace Workflows.Benchmarks.Measuring;

/// <summary>How long things took: counts in buckets that are at most 1 % wide, from 1 µs to about 10 minutes. Written to by many threads.</summary>
internal sealed class LatencyHistogram
{
    private const double Growth = 1.01;
    private static readonly double LogGrowth = Math.Log(Growth);
    private readonly long[] buckets = new long[2050];

    /// <summary>How many were counted.</summary>
    public long Count => buckets.Sum();

    /// <summary>Counts one.</summary>
    public void Add(TimeSpan time)
    {
        var microseconds = Math.Max(1, time.TotalMicroseconds);
        Interlocked.Increment(ref buckets[Math.Min(buckets.Length - 1, (int)(Math.Log(microseconds) / LogGrowth))]);
    }

    /// <summary>The time, in milliseconds, that a share of all did not exceed; 0 when nothing was counted.</summary>
    /// <param name="share">Between 0 and 1.</param>
    public double PercentileMilliseconds(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            seen += buckets[bucket];
            if (seen >= rank && seen > 0)
                return Math.Pow(Growth, bucket + 1) / 1000;
        }

        return 0;
    }
}
