using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>How an attempt ended: with a result or with an error.</summary>
public readonly record struct TaskOutcome
{
    private TaskOutcome(JsonData? result, WorkflowError? error) => (Result, Error) = (result, error);

    /// <summary>The result; null when it failed.</summary>
    public JsonData? Result { get; }

    /// <summary>The error; null when it brought a result.</summary>
    public WorkflowError? Error { get; }

    /// <summary>The attempt brought a result.</summary>
    public static TaskOutcome Completed(JsonData result) => new(result, null);

    /// <summary>The attempt failed.</summary>
    public static TaskOutcome Failed(string error, string? cause) => new(null, new WorkflowError(error, cause));
}
