using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Journal;

namespace Workflows.Grains.Timers;

/// <summary>
/// Wakes the executions of one shard. It holds what is due soon and looks at the head of the journal's index again and again, never from a moving cursor: rows commit late and clocks differ.
/// One Orleans reminder per shard brings it back when its silo is gone.
/// </summary>
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
[GrainType("workflow-timer")]
internal sealed partial class TimerGrain(IJournal journal, SiloDrain drain, TimeProvider time, ILogger<TimerGrain> logger)
    : Grain,
        ITimerGrain,
        IRemindable
{
    /// <summary>How far ahead a shard knows what is due.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private const string ReminderName = "revive";
    private const int PageSize = 1_000;
    private const int MaxWakesUnderWay = 64;

    private static readonly TimeSpan ReloadPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private readonly DueQueue due = new();
    private IGrainTimer? nextWake;
    private int underWay;
    private bool isReloading;

    private int Shard => (int)this.GetPrimaryKeyLong();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod, cancellationToken);
        nextWake = this.RegisterGrainTimer(
            _ => WakeDue(),
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true }
        );
        this.RegisterGrainTimer(_ => ReloadAsync(), new GrainTimerCreationOptions(TimeSpan.Zero, ReloadPeriod) { Interleave = true });
    }

    /// <inheritdoc/>
    public Task ReviveAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task HintAsync(string executionId, DateTimeOffset wakeAt)
    {
        due.Add(executionId, wakeAt);
        return WakeDue();
    }

    private async Task ReloadAsync()
    {
        // While the database is away a look can take longer than the period.
        if (isReloading || drain.IsDraining)
            return;

        isReloading = true;
        try
        {
            var now = time.GetUtcNow();
            due.Trim(now);
            foreach (var row in await journal.ReadDueAsync(Shard, now + Window, PageSize + due.PausedCount, CancellationToken.None))
                due.Add(row.Id, row.WakeAt ?? now);
        }
        catch (Exception exception)
        {
            LogReloadFailed(logger, exception, Shard);
        }
        finally
        {
            isReloading = false;
        }
        await WakeDue();
    }

    private Task WakeDue()
    {
        if (drain.IsDraining)
            return Task.CompletedTask;

        var now = time.GetUtcNow();
        while (underWay < MaxWakesUnderWay && due.TakeDue(now) is { } id)
        {
            underWay++;
            _ = WakeAsync(id);
        }

        if (due.NextDue is { } next && underWay < MaxWakesUnderWay)
        {
            // A millisecond late rather than early: an early wake would be in vain.
            var wait = Math.Clamp(Math.Ceiling((next - now).TotalMilliseconds) + 1, 1, ReloadPeriod.TotalMilliseconds);
            nextWake?.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
        }
        return Task.CompletedTask;
    }

    private async Task WakeAsync(string id)
    {
        var hadEffect = false;
        try
        {
            hadEffect = await GrainFactory.ByKey<IExecutionGrain>(id).WakeAsync();
        }
        catch (Exception exception)
        {
            LogWakeFailed(logger, exception, id);
        }
        due.Woken(id, hadEffect, time.GetUtcNow());
        underWay--;
        await WakeDue();
    }
}
