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

    /// <summary>The end of a wait, or when the next attempt is due; only while waiting or retrying.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How many retries each retrier has started, by its index; shorter than the list of retriers when the rest is unused.</summary>
    public ImmutableArray<int> RetriesUsed { get; init; } = [];

    /// <summary>How often the attempt was started again because its process went down.</summary>
    public int Redeliveries { get; init; }
}
