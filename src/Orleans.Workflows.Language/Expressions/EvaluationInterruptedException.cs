namespace Workflows.Language.Expressions;

/// <summary>
/// An evaluation was stopped from outside. That says nothing about the definition or its data and must not be handled like a failure of them: nothing was decided, and the decision can be made again.
/// </summary>
public sealed class EvaluationInterruptedException() : Exception("The evaluation was interrupted; nothing was decided.");
