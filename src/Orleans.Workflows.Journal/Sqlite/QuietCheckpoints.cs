using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// Moves the write-ahead log into the database file when little is written. SQLite by itself does so only when 8,192 pages have come together, which
/// may be never: until then everything that was acknowledged stands in the log alone, and is lost with it. Under load it is left to SQLite.
/// </summary>
internal sealed partial class QuietCheckpoints : IDisposable
{
    /// <summary>How often it is looked at. What was written is in the file at the latest two periods after the last write.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>The longest that something stays in the log alone while little is written.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>What is little: so many writes in a period. With more the log fills up by itself within half a minute.</summary>
    public const int LittleInPeriod = 200;

    private readonly WriteGate gate;
    private readonly Func<bool, Task<long?>> checkpoint;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ITimer timer;
    private Task running = Task.CompletedTask;
    private long seen;
    private long saved;
    private long savedAt;
    private bool hasFailed;

    /// <param name="gate">Counts who writes.</param>
    /// <param name="checkpoint">Does a checkpoint, of an idle database (true) or of a busy one; what has entered the gate by then, null when something is left.</param>
    public QuietCheckpoints(WriteGate gate, Func<bool, Task<long?>> checkpoint, TimeProvider time, ILogger logger)
    {
        this.gate = gate;
        this.checkpoint = checkpoint;
        this.time = time;
        this.logger = logger;
        seen = saved = gate.Entries;
        savedAt = time.GetTimestamp();
        timer = time.CreateTimer(static self => ((QuietCheckpoints)self!).Look(), this, Period, Period);
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        var entries = gate.Entries;
        var recent = entries - seen;
        seen = entries;
        var isIdle = recent == 0;
        if (entries == saved || !running.IsCompleted)
            return;
        if (isIdle || (recent <= LittleInPeriod && time.GetElapsedTime(savedAt) >= LongestWait))
            running = RunAsync(isIdle);
    }

    private async Task RunAsync(bool isIdle)
    {
        try
        {
            saved = await checkpoint(isIdle) ?? saved;
            savedAt = time.GetTimestamp();
            hasFailed = false;
        }
        catch (JournalStoppedException)
        {
            // The end of the journal does a checkpoint of its own.
        }
        catch (Exception exception)
        {
            // It comes again; whether the file takes writes is what writes find out.
            if (!hasFailed)
                LogFailed(exception);
            hasFailed = true;
        }
    }
}
