using System.Collections.Immutable;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>A visit of a state that has not been left yet: the cursor of its scope.</summary>
public sealed record OpenStep
{
    /// <summary>The step's number, counted from 1 in the execution.</summary>
    public required int Number { get; init; }

    /// <summary>The scope that it moves through.</summary>
    public required int Scope { get; init; }

    /// <summary>The name of the state.</summary>
    public required string State { get; init; }

    /// <summary>Which visit of the state in its scope this is, counted from 1.</summary>
    public required int Visit { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>What it is doing.</summary>
    public StepPhase Phase { get; init; } = StepPhase.Entered;

    /// <summary>The input of the task; null before the first attempt.</summary>
    public JsonData? Input { get; init; }

    /// <summary>The attempt that runs, or that a retry is waiting for; counted from 1, 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>How long one attempt may take; null for the executor's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Where the attempt is worked at; Here before the first.</summary>
    public TaskPlace Place { get; init; } = TaskPlace.Here;

    /// <summary>How long the attempt may be silent; null for as long as it likes.</summary>
    public TimeSpan? Heartbeat { get; init; }

    /// <summary>
    /// The moment that the step waits for: the end of a wait, the next attempt, the timeout of an attempt outside or of a wait for an event; null for none.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When an attempt outside times out for its silence; null for never.</summary>
    public DateTimeOffset? SilentUntil { get; init; }

    /// <summary>The branches or iterations; null unless they are under way.</summary>
    public FanOut? FanOut { get; init; }

    /// <summary>The event that an Event state waits for; null for none.</summary>
    public AwaitedEvent? Awaited { get; init; }

    /// <summary>The payload of the event that was taken, or the result of the attempt, until the step is left.</summary>
    public JsonData? Result { get; init; }

    /// <summary>The task that this step undoes; null for an ordinary step.</summary>
    public Undoable? Undoes { get; init; }

    /// <summary>How many retries each retrier has started, by its index; shorter than the list of retriers when the rest is unused.</summary>
    public ImmutableArray<int> RetriesUsed { get; init; } = [];

    /// <summary>How many states had been entered in a row without durable work when the decision that entered it ended; 0 where it did more than enter it.</summary>
    public int Entries { get; init; }

    /// <summary>Where in the state the expression stands that failed last, since the last attempt began; null for none.</summary>
    public string? FailedExpression { get; init; }

    /// <summary>How often the attempt was started again because its process went down.</summary>
    public int Redeliveries { get; init; }

    /// <summary>Whether a decision had to end before it did with the step all that could be done: it was entered only, or has more iterations to start.</summary>
    public bool IsInterrupted => Phase == StepPhase.Entered || FanOut is { MayStartAnother: true };

    /// <summary>The earlier of the moments that the step waits for; null for none.</summary>
    public DateTimeOffset? NextDue => SilentUntil < DueAt || DueAt is null ? SilentUntil : DueAt;
}

/// <summary>What an Event state waits for.</summary>
/// <param name="Name">The name of the event.</param>
/// <param name="Correlation">What the event's correlation must equal; null for any.</param>
public sealed record AwaitedEvent(string Name, JsonData? Correlation);
