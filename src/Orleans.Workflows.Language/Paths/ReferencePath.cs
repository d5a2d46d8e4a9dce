using Workflows.Language.Data;

namespace Workflows.Language.Paths;

/// <summary>A path that names exactly one place and can be written to (<c>resultPath</c>). ASL: "Reference Paths".</summary>
public abstract class ReferencePath
{
    /// <summary>The path as it was written.</summary>
    public abstract string Text { get; }

    /// <summary>True for <c>$</c> alone.</summary>
    public abstract bool IsRoot { get; }

    /// <summary>A copy of <paramref name="target"/> with <paramref name="value"/> at this place; missing objects on the way are made.</summary>
    /// <exception cref="Expressions.EvaluationException"><c>States.ResultPathMatchFailure</c>: a value on the way is not an object, or an index is outside its array.</exception>
    public abstract JsonData Set(JsonData target, JsonData value);
}
