using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Core.History;
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

    /// <summary>When the whole execution times out (ExecutionStarted).</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The name of the state (StepEntered).</summary>
    public string? State { get; init; }

    /// <summary>The attempt (Task… events; of TaskRetryScheduled the one that will follow).</summary>
    public int? Attempt { get; init; }

    /// <summary>
    /// What the execution was started with (ExecutionStarted), or the task's input where it is not that of the attempt before (TaskScheduled).
    /// </summary>
    public JsonData? Input { get; init; }

    /// <summary>How long the attempt may take, in seconds (TaskScheduled).</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>What the attempt brought (TaskCompleted).</summary>
    public JsonData? Result { get; init; }

    /// <summary>The data from here on, where they changed (StepLeft).</summary>
    public JsonData? Output { get; init; }

    /// <summary>The state that follows (StepLeft, ErrorCaught).</summary>
    public string? Next { get; init; }

    /// <summary>The error's name.</summary>
    public string? Error { get; init; }

    /// <summary>The error's cause, or the reason of the cancellation.</summary>
    public string? Cause { get; init; }

    /// <summary>When the next attempt is due (TaskRetryScheduled).</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often the attempt was started again because its process went down (TaskRedelivered).</summary>
    public int? Redeliveries { get; init; }

    /// <summary>When the wait ends (WaitStarted).</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The event as it goes out.</summary>
    public static HistoryEventResponse Of(HistoryEvent entry)
    {
        var head = new HistoryEventResponse
        {
            Sequence = entry.Sequence,
            Type = entry.Event.Kind,
            At = entry.Event.At,
            StepId = entry.StepId,
        };
        return entry.Event.Kind switch
        {
            EventKind.ExecutionStarted => Started(head, (ExecutionStarted)entry.Event),
            EventKind.StepEntered => head with { State = ((StepEntered)entry.Event).State },
            EventKind.StepLeft => Left(head, (StepLeft)entry.Event),
            EventKind.TaskScheduled => Scheduled(head, (TaskScheduled)entry.Event),
            EventKind.TaskCompleted => Completed(head, (TaskCompleted)entry.Event),
            EventKind.TaskFailed => Failed(head, (TaskFailed)entry.Event),
            EventKind.TaskTimedOut => TimedOut(head, (TaskTimedOut)entry.Event),
            EventKind.TaskRetryScheduled => Retrying(head, (TaskRetryScheduled)entry.Event),
            EventKind.TaskRedelivered => Redelivered(head, (TaskRedelivered)entry.Event),
            EventKind.ErrorCaught => Caught(head, (ErrorCaught)entry.Event),
            EventKind.WaitStarted => head with { Until = ((WaitStarted)entry.Event).Until },
            EventKind.WaitEnded or EventKind.ExecutionSucceeded or EventKind.ExecutionTimedOut => head,
            EventKind.ExecutionFailed => Failed(head, (ExecutionFailed)entry.Event),
            EventKind.ExecutionCancelled => head with { Cause = ((ExecutionCancelled)entry.Event).Cause },
            EventKind.ParallelStarted
            or EventKind.MapStarted
            or EventKind.IterationStarted
            or EventKind.ScopeFailed
            or EventKind.FanOutFailed => OfFanOut(head, entry.Event),
            EventKind.EventAwaited or EventKind.EventReceived or EventKind.EventConsumed or EventKind.EventTimedOut => OfMessage(
                head,
                entry.Event
            ),
            EventKind.TaskSubmitted => head with { Attempt = ((TaskSubmitted)entry.Event).Attempt },
            EventKind.TaskHeartbeat => head with { Attempt = ((TaskHeartbeat)entry.Event).Attempt },
            EventKind.ChildCancelled => head with { Child = ((ChildCancelled)entry.Event).Child },
            EventKind.CompensationRegistered
            or EventKind.CompensationStarted
            or EventKind.CompensationEntered
            or EventKind.CompensationCompleted
            or EventKind.CompensationFailed => OfCompensation(head, entry.Event),
            EventKind.ExecutionRedriven => Redriven(head, (ExecutionRedriven)entry.Event),
            EventKind.ParentNotified => head,
            EventKind.None => throw new InvalidOperationException("A recorded event has a kind."),
        };
    }

    private static HistoryEventResponse Started(HistoryEventResponse head, ExecutionStarted started) =>
        head with
        {
            Workflow = started.Workflow,
            Version = started.Version,
            Input = started.Input,
            Tags = started.Tags,
            Deadline = started.Deadline,
            Parent = started.Parent is { } parent ? new ParentResponse { Id = parent.Id, StepId = parent.StepId } : null,
        };

    private static HistoryEventResponse Left(HistoryEventResponse head, StepLeft left) =>
        head with
        {
            Output = left.Output,
            Next = left.Next,
            Variables = left.Variables,
        };

    private static HistoryEventResponse Scheduled(HistoryEventResponse head, TaskScheduled scheduled) =>
        head with
        {
            Attempt = scheduled.Attempt,
            Input = scheduled.Input,
            TimeoutSeconds = scheduled.Timeout?.TotalSeconds,
            HeartbeatSeconds = scheduled.Heartbeat?.TotalSeconds,
            Place = scheduled.Place == TaskPlace.Here ? null : scheduled.Place,
        };

    private static HistoryEventResponse Completed(HistoryEventResponse head, TaskCompleted completed) =>
        head with
        {
            Attempt = completed.Attempt,
            Result = completed.Result,
        };

    private static HistoryEventResponse Failed(HistoryEventResponse head, TaskFailed failed) =>
        head with
        {
            Attempt = failed.Attempt,
            Error = failed.Error,
            Cause = failed.Cause,
        };

    private static HistoryEventResponse TimedOut(HistoryEventResponse head, TaskTimedOut timedOut) =>
        head with
        {
            Attempt = timedOut.Attempt,
            Error = timedOut.Error,
            Cause = timedOut.Cause,
        };

    private static HistoryEventResponse Retrying(HistoryEventResponse head, TaskRetryScheduled retry) =>
        head with
        {
            Attempt = retry.Attempt,
            DueAt = retry.DueAt,
        };

    private static HistoryEventResponse Redelivered(HistoryEventResponse head, TaskRedelivered redelivered) =>
        head with
        {
            Attempt = redelivered.Attempt,
            Redeliveries = redelivered.Count,
        };

    private static HistoryEventResponse Caught(HistoryEventResponse head, ErrorCaught caught) =>
        head with
        {
            Error = caught.Error,
            Cause = caught.Cause,
            Next = caught.Next,
        };

    private static HistoryEventResponse Failed(HistoryEventResponse head, ExecutionFailed failed) =>
        head with
        {
            Error = failed.Error,
            Cause = failed.Cause,
        };
}
