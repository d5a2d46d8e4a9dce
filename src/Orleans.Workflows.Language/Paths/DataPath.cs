using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Language.Paths;

/// <summary>
/// A path as states use it (<c>inputPath</c>, <c>secondsPath</c>, <c>items…</c>): a JSONPath into the data, or with <c>$$</c> into the
/// context object.
/// ASL: "Paths".
/// </summary>
public abstract class DataPath
{
    /// <summary>The path as it was written.</summary>
    public abstract string Text { get; }

    /// <summary>True for <c>$</c> alone, which selects the data as they are.</summary>
    public abstract bool IsRoot { get; }

    /// <summary>The error of a value that does not fit where the path stands.</summary>
    public virtual string UnfitError => ErrorNames.Runtime;

    /// <summary>Where in its state it stands, for JSONata; else null.</summary>
    public virtual string? Location => null;

    /// <summary>Selects one value. A path that can select several gives an array of them. ASL: "Paths".</summary>
    /// <returns>The value (for <see cref="IsRoot"/> the very same instance as the data), or null when the path finds nothing.</returns>
    public abstract JsonData? Select(EvaluationContext context);
}
