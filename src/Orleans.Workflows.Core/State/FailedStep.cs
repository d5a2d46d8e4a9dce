namespace Workflows.Core.State;

/// <summary>The step whose error ended an execution, or made it compensate.</summary>
/// <param name="Number">The step's number, counted from 1.</param>
/// <param name="Id">The step's id, as <see cref="StepIds"/> writes it.</param>
/// <param name="State">The name of its state.</param>
/// <param name="Field">Where in the state the expression stands that failed, for example <c>Output/total</c>; null where none did.</param>
public sealed record FailedStep(int Number, string Id, string State, string? Field = null);
