using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Children;
using Workflows.Grains.Contracts;
using Workflows.Grains.Definitions;
using Workflows.Grains.Tasks;
using Workflows.Journal;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Grains.Executions;

/// <summary>
/// What executions say to their children and parents. Every call is idempotent and stays outstanding until an append acknowledges it, so that a crash at any point only
/// repeats it.
/// </summary>
internal sealed partial class Relatives(
    IGrainFactory grains,
    IJournal journal,
    ExecutionReader reader,
    WorkflowPrograms programs,
    InputCheck inputs,
    StartLimits limits,
    TimeProvider time,
    ILogger<Relatives> logger
) : IDisposable
{
    private const int MaxCancelledAtOnce = 16;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    // Apart from each other: the end of a tree must not wait for the starts that it is about to make vain.
    private readonly TreeSlots starting = new();
    private readonly TreeSlots ending = new();
    private readonly EndedExecutions ended = new(time);
    private readonly ConcurrentDictionary<string, Errand> starts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        starting.Dispose();
        ending.Dispose();
    }

    /// <summary>Starts a child; the outcome is that the task has been submitted, has its result already, or failed.</summary>
    public Errand Start(StartChild work, ExecutionState parent, ITaskOutcomeSink sink)
    {
        var errand = Errand.Begin(
            async stop =>
            {
                var outcome = await StartWhenWantedAsync(work, parent.Id, stop);
                sink.TryDeliver(outcome);
            },
            exception => LogCallFailed(logger, exception, parent.Id),
            time
        );
        starts[work.Child] = errand;
        _ = ForgetAsync(work.Child, errand);
        return errand;
    }

    /// <summary>
    /// Cancels a child that nobody waits for any more and some that follow it, and acknowledges that: one after the other, a wide tree would end level by level, each level taking as long as it is wide.
    /// </summary>
    public Errand Cancel(CancelChild work, ExecutionState parent, ITaskOutcomeSink sink) =>
        Begin(
            parent.Id,
            ending,
            async _ =>
            {
                var children = parent.Abandoned.SkipWhile(child => child != work.Child).Take(MaxCancelledAtOnce).ToList();
                await Task.WhenAll(children.Select(child => CancelAsync(child, parent.Id)));
                // Only now: the next piece of this work begins with the first of those that are not acknowledged.
                foreach (var child in children)
                    sink.TryDeliver(new AcknowledgeCancel(child));
            }
        );

    /// <summary>Tells the parent how its child ended, and acknowledges that.</summary>
    public Errand Notify(NotifyParent work, ExecutionState child, ITaskOutcomeSink sink) =>
        Begin(
            child.Id,
            ending,
            async _ =>
            {
                // Whatever the parent says, it knows now; one that does not exist need not know.
                if (ChildIds.TryParse(child.Id, out var step, out var attempt))
                    await grains
                        .ByKey<IExecutionGrain>(work.Parent.Id)
                        .EndChildAsync(ChildEndMessage.Of(step, attempt, ChildEnd.Of(child)));
                sink.TryDeliver(new AcknowledgeParent());
            }
        );

    /// <summary>Looks how children stand, without waking them; those that have ended are reported to the parent. A look that fails is left to the next one.</summary>
    public async Task AskAsync(string parent, IReadOnlyList<AwaitChild> children)
    {
        foreach (var child in children)
        {
            try
            {
                await AskAsync(parent, child);
            }
            catch (Exception exception)
            {
                LogCallFailed(logger, exception, parent);
            }
        }
    }

    private Errand Begin(string id, TreeSlots slots, Func<CancellationToken, Task> call) =>
        Errand.Begin(stop => slots.RunAsync(ChildIds.RootOf(id), call, stop), exception => LogCallFailed(logger, exception, id), time);

    /// <summary>
    /// A cancellation goes from parent to child, and a tree may grow faster than it goes: nothing is started any more below an execution that has ended. The start stays outstanding until the
    /// cancellation comes to the parent, and waits where it takes no room from others: there may be hundreds of thousands of them.
    /// </summary>
    private async Task<Command> StartWhenWantedAsync(StartChild work, string parent, CancellationToken stop)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            Command? outcome = null;
            if (!work.IsLinked || !ended.Covers(parent))
                await starting.RunAsync(
                    ChildIds.RootOf(parent),
                    async _ => outcome = work.IsLinked && !await IsWantedAsync(parent) ? null : await StartAsync(work, parent),
                    stop
                );
            if (outcome is not null)
                return outcome;
            await Task.Delay(pause, time, stop);
        }
    }

    private async Task<Command> StartAsync(StartChild work, string parent)
    {
        var isAsl = !work.IsLinked || work.Completion != TaskCompletion.Response;
        var version = await grains.ByKey<IDefinitionGrain>(work.Workflow).FindAsync(work.Version);
        if (version is null or { IsDeleted: true })
        {
            // The start stays idempotent when its version has been deleted since.
            return await journal.ReadSummaryAsync(work.Child, CancellationToken.None) is { } before
                ? Submitted(work, before.StartedAt)
                : NotFound(work, isAsl);
        }

        var program = await programs.FindAsync(work.Workflow, version.Version);
        if (await inputs.FindProblemsAsync(program, work.Input, CancellationToken.None) is { Count: > 0 } problems)
            return InvalidInput(work, isAsl, problems[0].Message);
        if (!await grains.ByKey<IDescendantsGrain>(ChildIds.RootOf(parent)).TryReserveAsync())
        {
            return await journal.ReadSummaryAsync(work.Child, CancellationToken.None) is { } before
                ? Submitted(work, before.StartedAt)
                : TooMany(work, isAsl);
        }

        var hash = RequestHash.Of(
            new StartRequest
            {
                Workflow = work.Workflow,
                Version = work.Version,
                Input = work.Input,
                Id = work.Child,
            }
        );
        var message = new StartMessage(
            work.Workflow,
            version.Version,
            Payload.Of(work.Input),
            hash,
            ImmutableSortedDictionary<string, string>.Empty,
            null,
            work.IsLinked ? parent : null,
            work.IsLinked ? work.StepId : null
        );
        var reply = await grains.ByKey<IExecutionGrain>(work.Child).StartAsync(message);
        return reply.Kind switch
        {
            ReplyKind.Created or ReplyKind.Existing => Submitted(work, await StartedAtAsync(work)),
            ReplyKind.NotFound => NotFound(work, isAsl),
            ReplyKind.Refused => throw new JournalOverloadedException(reply.RetryAfter),
            _ => new FailTask(
                work.Step,
                work.Attempt,
                new WorkflowError(ErrorNames.TaskFailed, $"The id {work.Child} is taken by another execution.")
            ),
        };
    }

    /// <summary>Whether the parent of a child and all executions above it go on.</summary>
    private async Task<bool> IsWantedAsync(string parent)
    {
        if (ended.Covers(parent))
            return false;
        for (var id = parent; id is not null; )
        {
            var summary = await journal.ReadSummaryAsync(id, CancellationToken.None);
            // What undoes the work of an execution is done to its end, whoever has ended above it.
            if (summary?.Status == ExecutionStatus.Compensating)
                return true;
            if (summary is null || summary.Status.IsEnded())
            {
                ended.Add(id);
                return false;
            }
            id = summary.ParentId;
        }
        return true;
    }

    // Only ASL's start that does not wait shows the moment.
    private async Task<DateTimeOffset> StartedAtAsync(StartChild work) =>
        !work.IsLinked && await journal.ReadSummaryAsync(work.Child, CancellationToken.None) is { } started
            ? started.StartedAt
            : time.GetUtcNow();

    private static Command Submitted(StartChild work, DateTimeOffset startedAt) =>
        work is { IsLinked: false, Completion: TaskCompletion.Response }
            ? new CompleteTask(work.Step, work.Attempt, ChildResult.Started(work.TaskInput, work.Child, startedAt))
            : new SubmitTask(work.Step, work.Attempt);

    private static FailTask NotFound(StartChild work, bool isAsl) =>
        new(
            work.Step,
            work.Attempt,
            new WorkflowError(
                isAsl ? "StepFunctions.StateMachineDoesNotExistException" : "Workflow.NotFound",
                work.Version is null
                    ? $"There is no workflow '{work.Workflow}'."
                    : $"There is no version '{work.Version}' of the workflow '{work.Workflow}'."
            )
        );

    private FailTask TooMany(StartChild work, bool isAsl) =>
        new(
            work.Step,
            work.Attempt,
            new WorkflowError(
                isAsl ? "StepFunctions.ExecutionLimitExceededException" : "Workflow.TooManyDescendants",
                $"There are {limits.MaxDescendants} executions below {ChildIds.RootOf(work.Child)} already (Limits:MaxDescendants)."
            )
        );

    private static FailTask InvalidInput(StartChild work, bool isAsl, string message) =>
        new(
            work.Step,
            work.Attempt,
            new WorkflowError(isAsl ? "StepFunctions.InvalidExecutionInputException" : "Workflow.InvalidInput", message)
        );

    private async Task CancelAsync(string child, string parent)
    {
        // A start that is still on its way must not arrive behind the cancellation.
        if (starts.TryGetValue(child, out var start))
            await start.Ended;

        // What ASL's startExecution starts without waiting belongs to nobody.
        if (await journal.ReadSummaryAsync(child, CancellationToken.None) is { } summary && summary.ParentId != parent)
            return;
        await grains.ByKey<IExecutionGrain>(child).CancelAsync($"The execution {parent} that started it waits for it no more.", true);
    }

    private async Task AskAsync(string parent, AwaitChild work)
    {
        var summary = await journal.ReadSummaryAsync(work.Child, CancellationToken.None);
        if (summary is not null && !summary.Status.IsEnded())
            return;

        var execution = grains.ByKey<IExecutionGrain>(parent);
        if (await reader.FindAsync(work.Child, CancellationToken.None) is { } child)
        {
            if (child.State.Status.IsEnded())
                await execution.EndChildAsync(ChildEndMessage.Of(work.Step, work.Attempt, ChildEnd.Of(child.State)));
            return;
        }

        var gone = new WorkflowError(ErrorNames.TaskFailed, $"The child execution {work.Child} does not exist any more.");
        await execution.DeliverAsync(OutcomeMessage.Of(new FailTask(work.Step, work.Attempt, gone)));
    }

    private async Task ForgetAsync(string child, Errand errand)
    {
        await errand.Ended;
        starts.TryRemove(KeyValuePair.Create(child, errand));
    }
}
