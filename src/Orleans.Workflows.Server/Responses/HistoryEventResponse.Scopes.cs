using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Server.Responses;

/// <content>Branches and iterations, events from outside, children, compensation.</content>
public sealed partial record HistoryEventResponse
{
    /// <summary>How many branches or items there are (ParallelStarted, MapStarted).</summary>
    public int? Count { get; init; }

    /// <summary>The items (MapStarted); absent where they are the input.</summary>
    public JsonData? Items { get; init; }

    /// <summary>How many iterations run at once (MapStarted); 0 for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The index of the item, counted from 0 (IterationStarted).</summary>
    public int? Index { get; init; }

    /// <summary>The number of the step inside that failed (FanOutFailed).</summary>
    public int? Origin { get; init; }

    /// <summary>Where an attempt is worked at, if not in the engine (TaskScheduled).</summary>
    public TaskPlace? Place { get; init; }

    /// <summary>How long an attempt may be silent, in seconds (TaskScheduled).</summary>
    public double? HeartbeatSeconds { get; init; }

    /// <summary>An object with the variables that were assigned (StepLeft).</summary>
    public JsonData? Variables { get; init; }

    /// <summary>The name of the event (EventAwaited, EventReceived).</summary>
    public string? Name { get; init; }

    /// <summary>The sender's id of the event (EventReceived).</summary>
    public string? EventId { get; init; }

    /// <summary>What the event is correlated by (EventAwaited, EventReceived).</summary>
    public JsonData? Correlation { get; init; }

    /// <summary>What the event carries (EventReceived).</summary>
    public JsonData? Payload { get; init; }

    /// <summary>The sequence at which the event was received that is taken (EventConsumed).</summary>
    public long? Event { get; init; }

    /// <summary>The id of the child execution (ChildCancelled).</summary>
    public string? Child { get; init; }

    /// <summary>How the execution will end (CompensationStarted).</summary>
    public ExecutionStatus? Outcome { get; init; }

    /// <summary>The number of the step that is undone (CompensationEntered).</summary>
    public int? Undoes { get; init; }

    /// <summary>Whether the task is known to have been completed (CompensationRegistered).</summary>
    public bool? IsCompleted { get; init; }

    /// <summary>The number of the run that begins (ExecutionRedriven).</summary>
    public int? Run { get; init; }

    private static HistoryEventResponse OfFanOut(HistoryEventResponse head, ExecutionEvent happened) =>
        happened switch
        {
            ParallelStarted started => head with { Attempt = started.Attempt, Count = started.Count, Input = started.Input },
            MapStarted started => head with
            {
                Attempt = started.Attempt,
                Count = started.Count,
                Input = started.Input,
                Items = started.Items,
                MaxConcurrency = started.MaxConcurrency,
            },
            IterationStarted started => head with { Index = started.Index, Input = started.Input },
            ScopeFailed failed => head with { Error = failed.Error, Cause = failed.Cause, Output = failed.Output },
            FanOutFailed failed => head with
            {
                Attempt = failed.Attempt,
                Origin = failed.Origin,
                Error = failed.Error,
                Cause = failed.Cause,
            },
            _ => throw Unexpected(happened),
        };

    private static HistoryEventResponse OfMessage(HistoryEventResponse head, ExecutionEvent happened) =>
        happened switch
        {
            EventAwaited awaited => head with { Name = awaited.Name, Correlation = awaited.Correlation, DueAt = awaited.DueAt },
            EventReceived received => head with
            {
                Name = received.Name,
                EventId = received.Id,
                Correlation = received.Correlation,
                Payload = received.Payload,
            },
            EventConsumed consumed => head with { Event = consumed.Event },
            EventTimedOut => head,
            _ => throw Unexpected(happened),
        };

    private static HistoryEventResponse OfCompensation(HistoryEventResponse head, ExecutionEvent happened) =>
        happened switch
        {
            CompensationRegistered registered => head with { IsCompleted = registered.IsCompleted },
            CompensationStarted started => head with { Outcome = started.Outcome, Error = started.Error, Cause = started.Cause },
            CompensationEntered entered => head with { Undoes = entered.Undoes },
            CompensationFailed failed => head with { Error = failed.Error, Cause = failed.Cause },
            CompensationCompleted => head,
            _ => throw Unexpected(happened),
        };

    private static HistoryEventResponse Redriven(HistoryEventResponse head, ExecutionRedriven redriven) =>
        head with
        {
            Run = redriven.Run,
            Deadline = redriven.Deadline,
        };

    private static InvalidOperationException Unexpected(ExecutionEvent happened) => new($"{happened.Kind} has another shape.");
}
