using Workflows.Core.Commands;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Conformance.World;

/// <summary>What somebody outside answers.</summary>
/// <param name="After">How long it takes.</param>
/// <param name="Result">The result; null for an error.</param>
/// <param name="Error">The error; null for a result.</param>
internal sealed record Answer(TimeSpan After, JsonData? Result, WorkflowError? Error)
{
    /// <summary>A result at once.</summary>
    public static Answer Of(JsonData result) => new(TimeSpan.Zero, result, null);

    /// <summary>An error at once.</summary>
    public static Answer Failed(string error, string? cause) => new(TimeSpan.Zero, null, new WorkflowError(error, cause));

    /// <summary>The answer to an attempt.</summary>
    public Command ToCommand(OutstandingWork task) =>
        Result is not null ? new CompleteTask(task.Step, task.Attempt, Result) : new FailTask(task.Step, task.Attempt, Error!);
}
