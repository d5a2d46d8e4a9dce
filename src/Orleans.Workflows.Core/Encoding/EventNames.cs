using Workflows.Core.Events;

namespace Workflows.Core.Encoding;

/// <summary>The persisted names of events. A name that was released is never changed.</summary>
public static class EventNames
{
    /// <summary>The name under which an event is persisted and shown.</summary>
    public static string Of(EventKind kind) =>
        kind switch
        {
            EventKind.ExecutionStarted => "ExecutionStarted",
            EventKind.StepEntered => "StepEntered",
            EventKind.StepLeft => "StepLeft",
            EventKind.TaskScheduled => "TaskScheduled",
            EventKind.TaskCompleted => "TaskCompleted",
            EventKind.TaskFailed => "TaskFailed",
            EventKind.TaskTimedOut => "TaskTimedOut",
            EventKind.TaskRetryScheduled => "TaskRetryScheduled",
            EventKind.TaskRedelivered => "TaskRedelivered",
            EventKind.ErrorCaught => "ErrorCaught",
            EventKind.WaitStarted => "WaitStarted",
            EventKind.WaitEnded => "WaitEnded",
            EventKind.ExecutionSucceeded => "ExecutionSucceeded",
            EventKind.ExecutionFailed => "ExecutionFailed",
            EventKind.ExecutionTimedOut => "ExecutionTimedOut",
            EventKind.ExecutionCancelled => "ExecutionCancelled",
            EventKind.ParallelStarted => "ParallelStarted",
            EventKind.MapStarted => "MapStarted",
            EventKind.IterationStarted => "IterationStarted",
            EventKind.ScopeFailed => "ScopeFailed",
            EventKind.FanOutFailed => "FanOutFailed",
            EventKind.EventAwaited => "EventAwaited",
            EventKind.EventReceived => "EventReceived",
            EventKind.EventConsumed => "EventConsumed",
            EventKind.EventTimedOut => "EventTimedOut",
            EventKind.TaskSubmitted => "TaskSubmitted",
            EventKind.TaskHeartbeat => "TaskHeartbeat",
            EventKind.ChildCancelled => "ChildCancelled",
            EventKind.ParentNotified => "ParentNotified",
            EventKind.CompensationRegistered => "CompensationRegistered",
            EventKind.CompensationStarted => "CompensationStarted",
            EventKind.CompensationEntered => "CompensationEntered",
            EventKind.CompensationCompleted => "CompensationCompleted",
            EventKind.CompensationFailed => "CompensationFailed",
            EventKind.ExecutionRedriven => "ExecutionRedriven",
            EventKind.EvaluationFailed => "EvaluationFailed",
            EventKind.None => throw new InvalidOperationException("An event of no kind has no name."),
        };

    /// <summary>The kind of a persisted name.</summary>
    /// <exception cref="InvalidDataException">No event has this name: the row was written by a newer version, or is damaged.</exception>
    public static EventKind Parse(string name) =>
        Kinds.TryGetValue(name, out var kind)
            ? kind
            : throw new InvalidDataException($"The journal holds an event of the unknown type '{name}'.");

    private static readonly Dictionary<string, EventKind> Kinds = Enum.GetValues<EventKind>()
        .Where(kind => kind != EventKind.None)
        .ToDictionary(Of, StringComparer.Ordinal);
}
