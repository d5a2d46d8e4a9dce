using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Appending;

/// <summary>
/// Whether the database is away, as its lanes see it: logged once when the first one notices and once when the last one got through.
/// </summary>
internal sealed partial class Outage(TimeProvider time, ILogger logger)
{
    private readonly Lock gate = new();
    private int lanes;
    private long since;

    /// <summary>A lane's write failed and will be repeated.</summary>
    public void Begin(Exception exception)
    {
        lock (gate)
        {
            if (lanes++ > 0)
                return;
            since = time.GetTimestamp();
        }
        LogAway(exception);
    }

    /// <summary>A lane that noticed the outage got through, or gave up.</summary>
    public void End()
    {
        TimeSpan away;
        lock (gate)
        {
            if (--lanes > 0)
                return;
            away = time.GetElapsedTime(since);
        }
        LogBack(away.TotalSeconds);
    }
}
