using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Workflows.Core.Commands;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>Starts attempts: finds the executor by the scheme of the resource, waits for a slot, and brings the outcome back to the execution.</summary>
internal sealed partial class TaskDispatcher
{
    private readonly FrozenDictionary<string, ITaskExecutor> executors;
    private readonly TaskSlots slots;
    private readonly IGrainFactory grains;
    private readonly ILogger logger;
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? publicUrl;
    private volatile bool draining;

    public TaskDispatcher(
        IEnumerable<ITaskExecutor> executors,
        TaskOptions options,
        IGrainFactory grains,
        TimeProvider time,
        ILogger<TaskDispatcher> logger
    )
    {
        this.executors = executors.ToFrozenDictionary(executor => executor.Scheme, StringComparer.Ordinal);
        slots = new TaskSlots(options.MaxConcurrencyPerResource, options.MaxConcurrency);
        publicUrl = options.PublicUrl?.TrimEnd('/');
        this.grains = grains;
        this.logger = logger;
        Time = time;
    }

    /// <summary>The clock of the silo.</summary>
    public TimeProvider Time { get; }

    /// <summary>Starts an attempt as soon as there is a slot. Where it has a token, its result only says that the request was taken.</summary>
    public TaskRun Start(TaskAttempt request, ITaskOutcomeSink sink) =>
        Start(new TaskRun(request, Find(request.Resource), sink, this, isRequestOnly: request.Token is not null));

    /// <summary>The same with a mock.</summary>
    /// <param name="isRequestOnly">Whether its answer only says that the request was taken; else it is the outcome of the task as a whole.</param>
    public TaskRun StartMock(TaskAttempt request, MockExecutor mocks, ITaskOutcomeSink sink, bool isRequestOnly) =>
        Start(new TaskRun(request, mocks, sink, this, isRequestOnly));

    /// <summary>Where a token is completed over HTTP; null when the host does not know its address.</summary>
    public Uri? CallbackUrlOf(string token) => publicUrl is null ? null : new Uri($"{publicUrl}/callbacks/{token}");

    /// <summary>Waits until nothing runs any more; what still runs at the deadline is told to stop, and its outcome dropped: another silo starts it again.</summary>
    public async Task DrainAsync(TimeSpan atMost)
    {
        draining = true;
        foreach (var run in slots.DropWaiting())
            run.Abandon();
        if (slots.Count == 0)
            return;

        try
        {
            await drained.Task.WaitAsync(atMost, Time);
        }
        catch (TimeoutException)
        {
            var left = slots.Snapshot();
            LogAbandoned(logger, left.Count);
            foreach (var run in left)
                run.Abandon();
        }
    }

    internal void Deliver(TaskAttempt request, ITaskOutcomeSink sink, Command outcome)
    {
        if (!sink.TryDeliver(outcome))
            _ = DeliverByCallAsync(request, outcome);
    }

    internal void Release(TaskRun run)
    {
        slots.Release(run);
        if (draining && slots.Count == 0)
            drained.TrySetResult();
    }

    internal void LogHandlerFailed(Exception exception, TaskAttempt request) =>
        LogHandlerFailed(logger, exception, request.Resource, request.ExecutionId, request.StepId, request.Attempt);

    private TaskRun Start(TaskRun run)
    {
        slots.Enqueue(run);
        return run;
    }

    private ITaskExecutor Find(string resource)
    {
        var colon = resource.IndexOf(':', StringComparison.Ordinal);
        // A scheme that nobody has may still stand in the mock file, which the executor of plain names asks.
        return executors.GetValueOrDefault(colon < 0 ? "" : resource[..colon]) ?? executors.GetValueOrDefault("") ?? NoExecutor.Instance;
    }

    private async Task DeliverByCallAsync(TaskAttempt request, Command outcome)
    {
        try
        {
            await grains.ByKey<IExecutionGrain>(request.ExecutionId).DeliverAsync(OutcomeMessage.Of(outcome));
        }
        catch (Exception exception)
        {
            // Nobody is left to tell. The step stays open, and whoever recovers the execution starts the attempt again.
            LogOutcomeLost(logger, exception, request.ExecutionId, request.StepId, request.Attempt);
        }
    }

    private sealed class NoExecutor : ITaskExecutor
    {
        public static readonly NoExecutor Instance = new();

        public string Scheme => "";

        public ValueTask<TaskOutcome> ExecuteAsync(TaskAttempt request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(
                TaskOutcome.Failed(ErrorNames.ResourceNotFound, $"No handler or mock is registered for the resource '{request.Resource}'.")
            );
    }
}
