namespace Workflows.Language.Expressions;

/// <summary>Surroundings of expressions that stand alone: an empty context object, and no variables.</summary>
/// <param name="entropy">For functions that draw.</param>
public sealed class EmptySurroundings(Entropy entropy) : Surroundings(entropy, new EvaluationBudget());
