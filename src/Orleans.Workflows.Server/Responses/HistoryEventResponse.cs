using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Server.Responses;

/// <summary>One event of a history. Which members it has depends on its type.</summary>
public sealed partial record HistoryEventResponse
{
    /// <summary>Its place, counted from 1 without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>What happened.</summary>
    public required EventKind Type { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The step that it is about.</summary>
    public string? StepId { get; init; }

    /// <summary>The workflow's name (ExecutionStarted).</summary>
    public string? Workflow { get; init; }

    /// <summary>The version (ExecutionStarted).</summary>
    public string? Version { get; init; }

    /// <summary>Labels (ExecutionStarted).</summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; }

    /// <summary>The execution that waits for this one (ExecutionStarted).</summary>
    public ParentResponse? Parent { get; init; }

    /// <summary>When the whole execution times out (ExecutionStarted, ExecutionRedriven).</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Where in the state the expression stands, for example <c>Output/total</c> (EvaluationFailed).</summary>
    public string? Location { get; init; }

    /// <summary>The name of the state (StepEntered).</summary>
    public string? State { get; init; }

    /// <summary>The number of the run that begins (ExecutionRedriven).</summary>
    public int? Run { get; init; }

    /// <summary>The attempt (Task… events, ParallelStarted, MapStarted, FanOutFailed; of TaskRetryScheduled the one that will follow).</summary>
    public int? Attempt { get; init; }

    /// <summary>
    /// What the execution was started with (ExecutionStarted), the task's input where it is not that of the attempt before (TaskScheduled), or what branches and
    /// iterations begin with where it is not the data (ParallelStarted, MapStarted, IterationStarted).
    /// </summary>
    public JsonData? Input { get; init; }

    /// <summary>Where the attempt is worked at, unless it is the engine itself: Queue, Callback or Child (TaskScheduled).</summary>
    public TaskPlace? Place { get; init; }

    /// <summary>How long the attempt may take, in seconds (TaskScheduled).</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>How long the attempt may be silent, in seconds (TaskScheduled).</summary>
    public double? HeartbeatSeconds { get; init; }

    /// <summary>What the attempt brought (TaskCompleted).</summary>
    public JsonData? Result { get; init; }

    /// <summary>The data from here on, where they changed (StepLeft); what stands for an iteration that failed and was tolerated (ScopeFailed).</summary>
    public JsonData? Output { get; init; }

    /// <summary>The variables that the state assigned (StepLeft).</summary>
    public JsonData? Variables { get; init; }

    /// <summary>The state that follows (StepLeft, ErrorCaught).</summary>
    public string? Next { get; init; }

    /// <summary>The error's name.</summary>
    public string? Error { get; init; }

    /// <summary>The error's cause, or the reason of the cancellation.</summary>
    public string? Cause { get; init; }

    /// <summary>When the next attempt is due (TaskRetryScheduled), or the wait for an event ends (EventAwaited).</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often the attempt was started again because its process went down (TaskRedelivered).</summary>
    public int? Redeliveries { get; init; }

    /// <summary>When the wait ends (WaitStarted).</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many branches or items there are (ParallelStarted, MapStarted).</summary>
    public int? Count { get; init; }

    /// <summary>The items, where they are not the input (MapStarted).</summary>
    public JsonData? Items { get; init; }

    /// <summary>How many iterations run at once, 0 for no limit (MapStarted).</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>How many iterations may fail (MapStarted).</summary>
    public int? ToleratedFailureCount { get; init; }

    /// <summary>Which share of the iterations may fail, 0 to 100 (MapStarted).</summary>
    public double? ToleratedFailurePercentage { get; init; }

    /// <summary>The item, counted from 0 (IterationStarted).</summary>
    public int? Index { get; init; }

    /// <summary>The number of the step inside that failed (FanOutFailed).</summary>
    public int? OriginStep { get; init; }

    /// <summary>The name of the event (EventAwaited, EventReceived).</summary>
    public string? Event { get; init; }

    /// <summary>The sender's id of the event (EventReceived).</summary>
    public string? EventId { get; init; }

    /// <summary>What the correlation of the event has to be (EventAwaited), or is (EventReceived).</summary>
    public JsonData? Correlation { get; init; }

    /// <summary>What the event carries (EventReceived).</summary>
    public JsonData? Payload { get; init; }

    /// <summary>The sequence at which the event that was taken had come (EventConsumed).</summary>
    public long? ReceivedAs { get; init; }

    /// <summary>The id of the child execution (ChildCancelled).</summary>
    public string? Child { get; init; }

    /// <summary>Whether the task brought a result; false: nobody knows what it did (CompensationRegistered).</summary>
    public bool? Completed { get; init; }

    /// <summary>How the execution will end (CompensationStarted).</summary>
    public ExecutionStatus? Outcome { get; init; }

    /// <summary>The number of the step that is undone (CompensationEntered).</summary>
    public int? UndoesStep { get; init; }
}
