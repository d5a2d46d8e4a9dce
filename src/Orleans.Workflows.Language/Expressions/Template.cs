using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>
/// A payload template, compiled once: JSON in which a key ending in <c>.$</c> has a path or an intrinsic function as its value.
/// ASL: "Payload Template".
/// </summary>
public abstract class Template
{
    /// <summary>The error of a value that does not fit where the template stands.</summary>
    internal abstract string UnfitError { get; }

    /// <summary>Where in its state it stands, for JSONata; else null.</summary>
    public virtual string? Location => null;

    /// <summary>True for a single path that finds nothing, or null.</summary>
    internal virtual bool FindsNothing(EvaluationContext context) => false;

    /// <summary>The value of the template.</summary>
    /// <exception cref="EvaluationException">A path found nothing, or an intrinsic function did not take its arguments.</exception>
    public abstract JsonData Evaluate(EvaluationContext context);
}
