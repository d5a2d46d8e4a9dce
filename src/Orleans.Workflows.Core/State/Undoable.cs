using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>A task that will have to be undone if the execution fails.</summary>
/// <param name="Step">Its step.</param>
/// <param name="StepId">The id of the step, as people see it.</param>
/// <param name="State">The name of its state.</param>
/// <param name="Input">The input of the task.</param>
/// <param name="Output">What the task brought; null where nobody knows whether it did anything.</param>
public sealed record Undoable(int Step, string StepId, string State, JsonData Input, JsonData? Output);
