namespace Workflows.Core.State;

/// <summary>An execution that undoes what it did, before it ends badly.</summary>
/// <param name="Outcome">How it will end.</param>
/// <param name="FailedStep">The step that failed; 0 for none.</param>
/// <param name="Error">The error that it will end with; null for none.</param>
/// <param name="Cause">The cause, or the reason of a cancellation; null for none.</param>
/// <param name="Completed">How many tasks have been undone.</param>
/// <param name="Failed">How many could not be undone.</param>
public sealed record CompensationProgress(
    ExecutionStatus Outcome,
    int FailedStep,
    string? Error,
    string? Cause,
    int Completed = 0,
    int Failed = 0
);
