using Workflows.Core.History;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Server.Responses;

/// <summary>One visit of a state.</summary>
public sealed record StepResponse
{
    /// <summary>The id: <c>ship</c> for the first visit, <c>ship~2</c> for the second; inside branches and iterations <c>fan_out[1]/charge</c>; of a compensation <c>charge@undo</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The number in the execution, counted from 1; <c>@14</c> names step 14.</summary>
    public required int Number { get; init; }

    /// <summary>The name of the state.</summary>
    public required string State { get; init; }

    /// <summary>The type of the state.</summary>
    public StateKind? Type { get; init; }

    /// <summary>Who does the work.</summary>
    public string? Resource { get; init; }

    /// <summary>How it stands.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>A task's input; of other states the data they were entered with. Absent with <c>payloads=false</c>.</summary>
    public JsonData? Input { get; init; }

    /// <summary>The data it was left with.</summary>
    public JsonData? Output { get; init; }

    /// <summary>The variables that it assigned, by name.</summary>
    public JsonData? Variables { get; init; }

    /// <summary>The last error's name.</summary>
    public string? Error { get; init; }

    /// <summary>The last error's cause.</summary>
    public string? Cause { get; init; }

    /// <summary>The state that followed.</summary>
    public string? Next { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>When it was left.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The end of its wait, or when its next attempt is due.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The id of the step that this one undoes.</summary>
    public string? Undoes { get; init; }

    /// <summary>Its attempts in order; absent for states that do no work.</summary>
    public IReadOnlyList<AttemptResponse>? Attempts { get; init; }

    /// <summary>The step as it goes out.</summary>
    /// <param name="step">The step.</param>
    /// <param name="hasPayloads">False leaves out what it carries.</param>
    public static StepResponse Of(StepRecord step, bool hasPayloads = true) =>
        new()
        {
            Id = step.Id,
            Number = step.Number,
            State = step.State,
            Type = step.Kind == StateKind.None ? null : step.Kind,
            Resource = step.Resource,
            Status = step.Status,
            Input = hasPayloads ? step.Input : null,
            Output = step.Output,
            Variables = step.Variables,
            Error = step.Error,
            Cause = step.Cause,
            Next = step.Next,
            EnteredAt = step.EnteredAt,
            EndedAt = step.EndedAt,
            WakeAt = step.WakeAt,
            Undoes = step.Undoes,
            Attempts = step.Kind == StateKind.Task || step.Attempts.Count > 0 ? [.. step.Attempts.Select(AttemptResponse.Of)] : null,
        };
}

/// <summary>One attempt of a step.</summary>
public sealed record AttemptResponse
{
    /// <summary>Counted from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How it stands.</summary>
    public required AttemptStatus Status { get; init; }

    /// <summary>When it was recorded as due.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The error's name.</summary>
    public string? Error { get; init; }

    /// <summary>The error's cause.</summary>
    public string? Cause { get; init; }

    /// <summary>The attempt as it goes out.</summary>
    public static AttemptResponse Of(AttemptRecord attempt) =>
        new()
        {
            Attempt = attempt.Attempt,
            Status = attempt.Status,
            StartedAt = attempt.StartedAt,
            EndedAt = attempt.EndedAt,
            Error = attempt.Error,
            Cause = attempt.Cause,
        };
}
