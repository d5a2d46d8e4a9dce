namespace Workflows.Language.Expressions;

/// <summary>The condition of a choice, compiled once. ASL: "Choice State".</summary>
public abstract class Condition
{
    /// <summary>Whether the condition holds.</summary>
    /// <exception cref="EvaluationException">In ASL spelling: the variable is missing (<c>States.Runtime</c>).</exception>
    public abstract bool IsTrue(EvaluationContext context);
}
