namespace Workflows.Journal.Appending;

/// <summary>
/// The pauses between repeats of a write: doubling, with jitter, so that the lanes of many silos do not come back as one.
/// </summary>
/// <param name="first">The first pause.</param>
/// <param name="longest">What it grows to.</param>
/// <param name="random">The source of the jitter.</param>
internal struct RetryPause(TimeSpan first, TimeSpan longest, Random random)
{
    private TimeSpan next = first;

    /// <summary>The next pause: between a half and the whole of a value that doubles each time.</summary>
    public TimeSpan Next()
    {
        var pause = next * (0.5 + (random.NextDouble() / 2));
        next = next * 2 < longest ? next * 2 : longest;
        return pause;
    }
}
