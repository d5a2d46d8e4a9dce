using Microsoft.Extensions.Logging;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Appending;

/// <summary>
/// Whether the database takes what it is given, as reads and writes find it: it fails, it does not answer, or it is damaged. Costs them a time stamp
/// each; what it means is worked out by a timer.
/// </summary>
/// <remarks>
/// Time is counted in ticks of that timer: while the process itself stood still, or had no processor, the database was not given any chance.
/// </remarks>
internal sealed partial class Availability : IDisposable
{
    /// <summary>How often it is looked at.</summary>
    public static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long writes must have failed before it is an outage: a connection that was cut is made again sooner.</summary>
    public static readonly TimeSpan FailingForOutage = TimeSpan.FromSeconds(0.75);

    /// <summary>For how long nothing must have been answered before it is an outage, and how long callers are kept waiting in one.</summary>
    public static readonly TimeSpan SilentForOutage = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly IJournalStore store;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private ITimer? timer;
    private CancellationTokenSource lost = new();
    private JournalOutage? outage;
    private Fault? damage;
    private Fault failure;
    private Fault? contention;
    private int failingLanes;
    private int failingTicks;
    private int silentTicks;
    private bool isSilence;
    private long troubleSince;
    private long writtenAt;
    private long readAt;
    private long writes;
    private long writesSeen;

    /// <param name="store">Learns when it does not answer.</param>
    public Availability(IJournalStore store, TimeProvider time, ILogger logger)
    {
        this.store = store;
        this.time = time;
        this.logger = logger;
        writtenAt = readAt = time.GetTimestamp();
    }

    /// <summary>What is wrong; null when nothing is.</summary>
    public JournalOutage? Outage => Volatile.Read(ref outage);

    /// <summary>Signalled when an outage has lasted for so long that nobody should be kept waiting for its end; another one after the outage.</summary>
    public CancellationToken Lost => Volatile.Read(ref lost).Token;

    /// <summary>For how long nothing has been written, or nothing has been read, whichever is longer.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Math.Min(Interlocked.Read(ref writtenAt), Interlocked.Read(ref readAt)));

    /// <summary>Begins to look.</summary>
    /// <param name="isWaiting">Whether a write is queued or under way.</param>
    public void Start(Func<bool> isWaiting) => timer = time.CreateTimer(_ => Tick(isWaiting()), null, TickPeriod, TickPeriod);

    /// <summary>A batch was written.</summary>
    public void Written()
    {
        Interlocked.Increment(ref writes);
        Interlocked.Exchange(ref writtenAt, time.GetTimestamp());
    }

    /// <summary>Something was read.</summary>
    public void Read() => Interlocked.Exchange(ref readAt, time.GetTimestamp());

    /// <summary>A lane's write failed and will be repeated.</summary>
    /// <param name="isFirst">Whether it is the first failure of this batch; the lane calls <see cref="Recovered"/> after it.</param>
    public void Failed(Fault fault, bool isFirst, Exception exception)
    {
        if (fault.Kind == FaultKind.Damage)
            Damaged(fault, exception);
        lock (gate)
        {
            failure = fault;
            if (!isFirst || failingLanes++ > 0)
                return;
            if (silentTicks == 0)
                troubleSince = time.GetTimestamp();
            // What was silent before it failed has been in trouble for so long already.
            failingTicks = silentTicks;
        }
        LogFailing(exception);
    }

    /// <summary>A lane's write met another writer, and is repeated.</summary>
    public void Contended(Fault fault)
    {
        lock (gate)
            contention = fault;
    }

    /// <summary>A lane whose write had failed got through, or gave up.</summary>
    public void Recovered()
    {
        TimeSpan age;
        lock (gate)
        {
            if (--failingLanes > 0)
                return;
            failingTicks = 0;
            age = time.GetElapsedTime(troubleSince);
            Settle();
        }
        LogRecovered(age.TotalSeconds);
    }

    /// <summary>A read or write met damage. It stays until the process is started again: what was damaged once is not trusted.</summary>
    public void Damaged(Fault fault, Exception exception)
    {
        lock (gate)
        {
            if (damage is not null)
                return;
            damage = fault;
            troubleSince = time.GetTimestamp();
            Settle();
        }
        LogDamaged(exception);
    }

    // The source of the signal is left to itself: whoever comes late still asks for its token.
    public void Dispose()
    {
        timer?.Dispose();
        if (isSilence)
            store.OnSilence(isSilent: false);
    }

    private void Tick(bool isWaiting)
    {
        lock (gate)
        {
            var written = Interlocked.Read(ref writes);
            var isSilent = isWaiting && written == writesSeen;
            writesSeen = written;
            if (!isSilent)
                contention = null;
            if (failingLanes > 0)
                failingTicks++;
            // What fails is repeated after a pause: it is not silent.
            if (!isSilent || failingLanes > 0)
                silentTicks = 0;
            else if (silentTicks++ == 0)
                troubleSince = time.GetTimestamp();
            Settle();
            if (isSilence == (silentTicks >= Ticks(SilentForOutage) || (isSilence && outage is not null)))
                return;
            isSilence = !isSilence;
        }
        store.OnSilence(isSilence);
        if (isSilence)
            LogSilent();
        else
            LogAnswers();
    }

    /// <summary>Says what follows from what has been counted.</summary>
    private void Settle()
    {
        var isSilent = silentTicks >= Ticks(SilentForOutage);
        var (reason, stopsReads) =
            damage is { } damaged ? ($"The database cannot be trusted: {damaged.Reason}.", false)
            : failingTicks >= Ticks(FailingForOutage) ? ($"The database does not take writes: {failure.Reason}.", failure.StopsReads)
            : isSilent && contention is { } other ? ($"The database does not take writes: {other.Reason}.", false)
            : isSilent ? ("The database does not answer.", store.IsServer)
            : (null, false);
        Volatile.Write(ref outage, reason is null ? null : new JournalOutage(reason, time.GetElapsedTime(troubleSince), stopsReads));
        if (damage is not null || failingTicks >= Ticks(SilentForOutage) || isSilent)
            _ = lost.CancelAsync();
        else if (lost.IsCancellationRequested)
            Volatile.Write(ref lost, new CancellationTokenSource());
    }

    private static int Ticks(TimeSpan span) => (int)(span / TickPeriod);
}
