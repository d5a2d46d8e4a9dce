using System.Collections.Immutable;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Journal.Reading;
using Workflows.Language.Data;

namespace Workflows.Server.Responses;

/// <summary>An execution. In a list it comes without <c>currentStates</c>, <c>awaiting</c>, <c>failedStep</c>, <c>input</c>, <c>data</c>, <c>variables</c> and <c>output</c>.</summary>
public sealed record ExecutionResponse
{
    /// <summary>The execution's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The version it is pinned to.</summary>
    public required string Version { get; init; }

    /// <summary>How it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>Ids of the steps that it is in: those inside of a Parallel or Map in its place, none at the end.</summary>
    public IReadOnlyList<string>? CurrentStates { get; init; }

    /// <summary>What its open steps wait for, the first 100 of them; only while it has not ended.</summary>
    public IReadOnlyList<AwaitingResponse>? Awaiting { get; init; }

    /// <summary>What it was started with.</summary>
    public JsonData? Input { get; init; }

    /// <summary>The data it carries; only while it runs.</summary>
    public JsonData? Data { get; init; }

    /// <summary>The variables of its top level, by name; only where there are any. Those of branches and iterations are in the steps that assigned them.</summary>
    public IReadOnlyDictionary<string, JsonData>? Variables { get; init; }

    /// <summary>What it ended with; only when it has succeeded.</summary>
    public JsonData? Output { get; init; }

    /// <summary>The name of the error it ended with.</summary>
    public string? Error { get; init; }

    /// <summary>The cause of the error, or the reason of the cancellation.</summary>
    public string? Cause { get; init; }

    /// <summary>The step whose error ended it, or made it compensate.</summary>
    public FailedStepResponse? FailedStep { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last event was recorded; in a list, when the list's row was last written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the earliest wait, retry or timeout is due.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Which run of the history this is; a redrive begins another.</summary>
    public required int Run { get; init; }

    /// <summary>Labels given at the start.</summary>
    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    /// <summary>The execution that waits for this one.</summary>
    public ParentResponse? Parent { get; init; }

    /// <summary>How far what was done has been undone; only where there was anything to undo, and not in a list.</summary>
    public CompensationResponse? Compensation { get; init; }

    /// <summary>The execution with everything that its history tells.</summary>
    public static ExecutionResponse Of(ExecutionDetails details)
    {
        var state = details.State;
        var isEnded = state.Status.IsEnded();
        var top = state.Scopes.TryGetValue(Scope.Top, out var scope) ? scope : null;
        return InList(details.Summary) with
        {
            Status = state.Status,
            CurrentStates = [.. state.Steps.Values.Where(step => step.FanOut is null).Select(step => StepIds.Of(state, step))],
            Input = state.Input,
            Awaiting = isEnded ? null : AwaitingResponse.Of(details),
            Data = isEnded ? null : top?.Data,
            Variables = top is { Variables.IsEmpty: false } ? top.Variables : null,
            Output = state.Status == ExecutionStatus.Succeeded ? state.Output : null,
            Error = state.Error,
            Cause = state.Cause,
            FailedStep = state.FailedStep is { } failed
                ? new FailedStepResponse
                {
                    Id = failed.Id,
                    State = failed.State,
                    Field = failed.Field,
                }
                : null,
            UpdatedAt = state.LastAt,
            EndedAt = state.EndedAt,
            WakeAt = isEnded ? null : EarliestDue(state),
            Run = state.Run,
            Compensation = state.Compensation is { } progress
                ? new CompensationResponse { Completed = progress.Completed, Failed = progress.Failed }
                : null,
        };
    }

    /// <summary>The execution as its row in the list tells it.</summary>
    /// <remarks>The row's wake time is left out: while somebody runs the execution it is a lease, which means nothing to users.</remarks>
    public static ExecutionResponse InList(ExecutionSummary summary) =>
        new()
        {
            Id = summary.Id,
            Workflow = summary.Workflow,
            Version = summary.Version,
            Status = summary.Status,
            Error = summary.Error,
            Cause = summary.Cause,
            StartedAt = summary.StartedAt,
            UpdatedAt = summary.UpdatedAt,
            EndedAt = summary.EndedAt,
            Run = summary.Run,
            Tags = summary.Tags,
            Parent = summary.ParentId is null ? null : new ParentResponse { Id = summary.ParentId, StepId = summary.ParentStepId ?? "" },
        };

    private static DateTimeOffset? EarliestDue(ExecutionState state)
    {
        // The execution's own timeout does not run while it compensates.
        var earliest = state.Status == ExecutionStatus.Running ? state.Deadline : null;
        foreach (var step in state.Steps.Values)
        {
            if (step.NextDue is { } due && (earliest is null || due < earliest))
                earliest = due;
        }
        return earliest;
    }
}

/// <summary>The step whose error ended an execution, or made it compensate.</summary>
public sealed record FailedStepResponse
{
    /// <summary>The step's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its state.</summary>
    public required string State { get; init; }

    /// <summary>Where in the state the JSONata expression stands that failed, for example <c>Output/total</c>.</summary>
    public string? Field { get; init; }
}

/// <summary>How far an execution has undone what it did.</summary>
public sealed record CompensationResponse
{
    /// <summary>How many tasks have been undone.</summary>
    public required int Completed { get; init; }

    /// <summary>How many could not be undone.</summary>
    public required int Failed { get; init; }
}

/// <summary>The execution that waits for another one.</summary>
public sealed record ParentResponse
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its step that waits.</summary>
    public required string StepId { get; init; }
}
