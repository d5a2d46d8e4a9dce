namespace Workflows.Core.State;

/// <summary>The execution that started this one as a child.</summary>
/// <param name="Id">The parent's id.</param>
/// <param name="StepId">The parent's step that waits for this execution.</param>
public sealed record ExecutionParent(string Id, string StepId);
