using Microsoft.Extensions.Logging;
using Workflows.Core.Commands;
using Workflows.Grains.Executions;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>
/// One attempt under way, off the grain's scheduler. Whatever comes first settles it: the executor's outcome, the timeout, or that nobody wants it any more; the slot is given back when
/// the executor has returned, so that an executor that ignores its token cannot run more often than its bound.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A source without timer or wait handle holds nothing to dispose of, and an executor may look at its token after the end."
)]
internal sealed class TaskRun(
    TaskAttempt request,
    ITaskExecutor executor,
    ITaskOutcomeSink sink,
    TaskDispatcher dispatcher,
    bool isRequestOnly
) : IThreadPoolWorkItem, IUnderWay
{
    private readonly CancellationTokenSource stop = new();
    private ITimer? timer;
    private ITimer? silence;
    private int settled;

    /// <summary>Who is asked.</summary>
    public string Resource => request.Resource;

    // Where the execution itself watches over the attempt, whoever is asked may take as long as the attempt may.
    private TimeSpan? Limit => request.Timeout ?? (request.IsWatched ? null : executor.DefaultTimeout);

    /// <summary>Queues the attempt to the thread pool; it has its slot.</summary>
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Nobody wants the outcome any more: signals the token, and drops what still comes.</summary>
    public void Abandon()
    {
        if (TrySettle())
            _ = stop.CancelAsync();
    }

    /// <inheritdoc/>
    public void Execute()
    {
        if (Volatile.Read(ref settled) != 0)
        {
            dispatcher.Release(this);
            return;
        }
        _ = ExecuteAsync();
    }

    private async Task ExecuteAsync()
    {
        TaskOutcome outcome;
        try
        {
            var attempt = Limit is { } limit ? StartTimeout(limit) : request;
            if (request.HeartbeatTimeout is { } heartbeat)
                attempt = StartSilence(attempt, heartbeat);
            outcome = await executor.ExecuteAsync(attempt, stop.Token);
        }
        catch (Exception exception)
        {
            // The boundary to code that is not ours: whatever it throws is the outcome of the attempt.
            outcome = TaskOutcome.Failed(ErrorNames.TaskFailed, ExceptionCause.Of(exception));
            if (Volatile.Read(ref settled) == 0)
                dispatcher.LogHandlerFailed(exception, request);
        }

        if (timer is not null)
            await timer.DisposeAsync();
        if (silence is not null)
            await silence.DisposeAsync();
        if (TrySettle())
            dispatcher.Deliver(request, sink, CommandOf(outcome));
        dispatcher.Release(this);
    }

    private Command CommandOf(TaskOutcome outcome) =>
        OutcomeCheck.ErrorOf(outcome) is { } error ? new FailTask(request.Step, request.Attempt, error)
        : isRequestOnly ? new SubmitTask(request.Step, request.Attempt)
        : new CompleteTask(request.Step, request.Attempt, outcome.Result ?? JsonData.Null);

    private TaskAttempt StartTimeout(TimeSpan timeout)
    {
        timer = dispatcher.Time.CreateTimer(static run => ((TaskRun)run!).TimeOut(), this, timeout, Timeout.InfiniteTimeSpan);
        return request with { Timeout = timeout, Deadline = dispatcher.Time.GetUtcNow() + timeout };
    }

    private TaskAttempt StartSilence(TaskAttempt attempt, TimeSpan heartbeat)
    {
        silence = dispatcher.Time.CreateTimer(static run => ((TaskRun)run!).FallSilent(), this, heartbeat, Timeout.InfiniteTimeSpan);
        return attempt with { Beat = () => silence.Change(heartbeat, Timeout.InfiniteTimeSpan) };
    }

    private void TimeOut() => TimeOut(ErrorNames.Timeout, "took longer than", Limit!.Value);

    private void FallSilent() => TimeOut(ErrorNames.HeartbeatTimeout, "gave no sign of life for", request.HeartbeatTimeout!.Value);

    private void TimeOut(string error, string what, TimeSpan limit)
    {
        if (!TrySettle())
            return;

        _ = stop.CancelAsync();
        var cause = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Attempt {request.Attempt} {what} {limit.TotalSeconds} seconds."
        );
        dispatcher.Deliver(request, sink, new TimeOutTask(request.Step, request.Attempt, new WorkflowError(error, cause)));
    }

    private bool TrySettle() => Interlocked.Exchange(ref settled, 1) == 0;
}
