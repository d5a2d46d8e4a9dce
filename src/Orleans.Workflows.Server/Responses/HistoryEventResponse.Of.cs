using Workflows.Core.Events;
using Workflows.Core.History;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Server.Responses;

/// <content>What of an event goes into which member.</content>
public sealed partial record HistoryEventResponse
{
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
            EventKind.StepLeft => Left(head, (StepLeft)entry.Event, entry.Output),
            EventKind.TaskScheduled => Scheduled(head, (TaskScheduled)entry.Event),
            EventKind.TaskSubmitted => head with { Attempt = ((TaskSubmitted)entry.Event).Attempt },
            EventKind.TaskHeartbeat => head with { Attempt = ((TaskHeartbeat)entry.Event).Attempt },
            EventKind.TaskCompleted => Completing(head, (TaskCompleted)entry.Event),
            EventKind.TaskFailed => Failed(head, (TaskFailed)entry.Event),
            EventKind.TaskTimedOut => TimedOut(head, (TaskTimedOut)entry.Event),
            EventKind.TaskRetryScheduled => Retrying(head, (TaskRetryScheduled)entry.Event),
            EventKind.TaskRedelivered => Redelivered(head, (TaskRedelivered)entry.Event),
            EventKind.ErrorCaught => Caught(head, (ErrorCaught)entry.Event),
            EventKind.EvaluationFailed => Failed(head, (EvaluationFailed)entry.Event),
            EventKind.WaitStarted => head with { Until = ((WaitStarted)entry.Event).Until },
            EventKind.ParallelStarted => Parallel(head, (ParallelStarted)entry.Event),
            EventKind.MapStarted => Map(head, (MapStarted)entry.Event),
            EventKind.IterationStarted => Iteration(head, (IterationStarted)entry.Event),
            EventKind.ScopeFailed => Tolerated(head, (ScopeFailed)entry.Event),
            EventKind.FanOutFailed => Failed(head, (FanOutFailed)entry.Event),
            EventKind.EventAwaited => Awaited(head, (EventAwaited)entry.Event),
            EventKind.EventReceived => Received(head, (EventReceived)entry.Event),
            EventKind.EventConsumed => head with { ReceivedAs = ((EventConsumed)entry.Event).Event },
            EventKind.ChildCancelled => head with { Child = ((ChildCancelled)entry.Event).Child },
            EventKind.CompensationRegistered => head with { Completed = ((CompensationRegistered)entry.Event).IsCompleted },
            EventKind.CompensationStarted => Compensating(head, (CompensationStarted)entry.Event),
            EventKind.CompensationEntered => head with { UndoesStep = ((CompensationEntered)entry.Event).Undoes },
            EventKind.CompensationFailed => Failed(head, (CompensationFailed)entry.Event),
            EventKind.WaitEnded
            or EventKind.EventTimedOut
            or EventKind.ParentNotified
            or EventKind.CompensationCompleted
            or EventKind.ExecutionSucceeded
            or EventKind.ExecutionTimedOut => head,
            EventKind.ExecutionFailed => Failed(head, (ExecutionFailed)entry.Event),
            EventKind.ExecutionCancelled => head with { Cause = ((ExecutionCancelled)entry.Event).Cause },
            EventKind.ExecutionRedriven => Redriven(head, (ExecutionRedriven)entry.Event),
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

    private static HistoryEventResponse Left(HistoryEventResponse head, StepLeft left, JsonData? output) =>
        head with
        {
            Output = output ?? left.Output,
            Variables = left.Variables,
            Next = left.Next,
        };

    private static HistoryEventResponse Scheduled(HistoryEventResponse head, TaskScheduled scheduled) =>
        head with
        {
            Attempt = scheduled.Attempt,
            Input = scheduled.Input,
            Place = scheduled.Place == TaskPlace.Here ? null : scheduled.Place,
            TimeoutSeconds = scheduled.Timeout?.TotalSeconds,
            HeartbeatSeconds = scheduled.Heartbeat?.TotalSeconds,
        };

    private static HistoryEventResponse Completing(HistoryEventResponse head, TaskCompleted completed) =>
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

    private static HistoryEventResponse Failed(HistoryEventResponse head, EvaluationFailed failed) =>
        head with
        {
            Location = failed.Location,
            Error = failed.Error,
            Cause = failed.Cause,
        };

    private static HistoryEventResponse Failed(HistoryEventResponse head, ExecutionFailed failed) =>
        head with
        {
            Error = failed.Error,
            Cause = failed.Cause,
        };

    private static HistoryEventResponse Parallel(HistoryEventResponse head, ParallelStarted started) =>
        head with
        {
            Attempt = started.Attempt,
            Count = started.Count,
            Input = started.Input,
        };

    private static HistoryEventResponse Map(HistoryEventResponse head, MapStarted started) =>
        head with
        {
            Attempt = started.Attempt,
            Count = started.Count,
            Input = started.Input,
            Items = started.Items,
            MaxConcurrency = started.MaxConcurrency,
            ToleratedFailureCount = started.ToleratedCount,
            ToleratedFailurePercentage = started.ToleratedPercentage,
        };

    private static HistoryEventResponse Iteration(HistoryEventResponse head, IterationStarted started) =>
        head with
        {
            Index = started.Index,
            Input = started.Input,
        };

    private static HistoryEventResponse Tolerated(HistoryEventResponse head, ScopeFailed failed) =>
        head with
        {
            Error = failed.Error,
            Cause = failed.Cause,
            Output = failed.Output,
        };

    private static HistoryEventResponse Failed(HistoryEventResponse head, FanOutFailed failed) =>
        head with
        {
            Attempt = failed.Attempt,
            OriginStep = failed.Origin,
            Error = failed.Error,
            Cause = failed.Cause,
        };

    private static HistoryEventResponse Awaited(HistoryEventResponse head, EventAwaited awaited) =>
        head with
        {
            Event = awaited.Name,
            Correlation = awaited.Correlation,
            DueAt = awaited.DueAt,
        };

    private static HistoryEventResponse Received(HistoryEventResponse head, EventReceived received) =>
        head with
        {
            Event = received.Name,
            EventId = received.Id,
            Correlation = received.Correlation,
            Payload = received.Payload,
        };

    private static HistoryEventResponse Compensating(HistoryEventResponse head, CompensationStarted started) =>
        head with
        {
            Outcome = started.Outcome,
            Error = started.Error,
            Cause = started.Cause,
        };

    private static HistoryEventResponse Failed(HistoryEventResponse head, CompensationFailed failed) =>
        head with
        {
            Error = failed.Error,
            Cause = failed.Cause,
        };

    private static HistoryEventResponse Redriven(HistoryEventResponse head, ExecutionRedriven redriven) =>
        head with
        {
            Run = redriven.Run,
            Deadline = redriven.Deadline,
        };
}
