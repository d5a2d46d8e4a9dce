using Workflows.Language.Data;

namespace Workflows.Core.Trials;

/// <summary>What stands for the work of a state.</summary>
/// <param name="Result">Its result; null for an error.</param>
/// <param name="Error">Its error; null for a result.</param>
public sealed record TrialAnswer(JsonData? Result, WorkflowError? Error)
{
    /// <summary>The work brings a result.</summary>
    public static TrialAnswer Of(JsonData result) => new(result, null);

    /// <summary>The work fails.</summary>
    public static TrialAnswer Failed(WorkflowError error) => new(null, error);
}
