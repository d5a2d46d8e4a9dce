using Workflows.Core;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Server.Responses;

/// <summary>What a step waits for.</summary>
public enum AwaitingKind
{
    /// <summary>Nothing; rejected.</summary>
    None = 0,

    /// <summary>A handler, a mock or an HTTP call at work.</summary>
    Task,

    /// <summary>A worker that polls a queue.</summary>
    Worker,

    /// <summary>Somebody who was asked to call back.</summary>
    Callback,

    /// <summary>An execution of another workflow.</summary>
    Child,

    /// <summary>An event.</summary>
    Event,

    /// <summary>A moment: the end of a Wait.</summary>
    Timer,

    /// <summary>A moment: the next attempt.</summary>
    Retry,
}

/// <summary>What an open step waits for.</summary>
public sealed record AwaitingResponse
{
    /// <summary>An execution shows what so many of its steps wait for: 100.</summary>
    public const int Most = 100;

    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The name of its state.</summary>
    public required string State { get; init; }

    /// <summary>What it waits for.</summary>
    public required AwaitingKind Type { get; init; }

    /// <summary>The attempt that is at work or comes next, counted from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>The resource of the task.</summary>
    public string? Resource { get; init; }

    /// <summary>The queue that a worker has to poll.</summary>
    public string? Queue { get; init; }

    /// <summary>The id of the child execution.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>The name of the event.</summary>
    public string? Event { get; init; }

    /// <summary>What the correlation of the event must equal.</summary>
    public JsonData? Correlation { get; init; }

    /// <summary>When the wait ends, the next attempt begins, or the step gives up.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What the steps of an execution wait for, the first <see cref="Most"/> of them.</summary>
    public static IReadOnlyList<AwaitingResponse> Of(ExecutionDetails details) =>
        [.. details.State.Steps.Values.Where(step => KindOf(step) != AwaitingKind.None).Take(Most).Select(step => Of(details, step))];

    private static AwaitingResponse Of(ExecutionDetails details, OpenStep step)
    {
        var kind = KindOf(step);
        var target = kind is AwaitingKind.Event or AwaitingKind.Timer ? null : TargetOf(details.Program, step);
        return new AwaitingResponse
        {
            StepId = StepIds.Of(details.State, step),
            State = step.State,
            Type = kind,
            Attempt = step.Attempt > 0 ? step.Attempt : null,
            Resource = target?.Text,
            Queue = kind == AwaitingKind.Worker ? target?.Name : null,
            ExecutionId = kind == AwaitingKind.Child ? ChildIds.Of(details.State.Id, step.Number, step.Attempt) : null,
            Event = step.Awaited?.Name,
            Correlation = step.Awaited?.Correlation,
            Until = step.NextDue,
        };
    }

    private static AwaitingKind KindOf(OpenStep step) =>
        step.Phase switch
        {
            StepPhase.Waiting => AwaitingKind.Timer,
            StepPhase.Retrying => AwaitingKind.Retry,
            StepPhase.Listening => AwaitingKind.Event,
            StepPhase.Running or StepPhase.Outside => step.Place switch
            {
                TaskPlace.Queue => AwaitingKind.Worker,
                TaskPlace.Child => AwaitingKind.Child,
                TaskPlace.Callback => AwaitingKind.Callback,
                TaskPlace.Here or TaskPlace.None => AwaitingKind.Task,
            },
            StepPhase.Entered or StepPhase.FannedOut or StepPhase.None => AwaitingKind.None,
        };

    private static TaskResource? TargetOf(WorkflowProgram? program, OpenStep step) =>
        program?.Definition.States.ContainsKey(step.State) == true && program.StateOf(step) is TaskState task ? task.Target : null;
}
