using System.Diagnostics.CodeAnalysis;
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

    /// <summary>Reads a reference path: names and indexes from <c>$</c>, nothing that could select several values.</summary>
    /// <param name="text">For example <c>$.payment</c>.</param>
    /// <param name="path">The path; null when the text is none.</param>
    /// <param name="error">Why the text is no reference path; null when it is one.</param>
    /// <param name="dialect">Which paths are accepted.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out ReferencePath? path,
        [NotNullWhen(false)] out string? error,
        PathDialect dialect = PathDialect.Standard
    )
    {
        path = null;
        if (!JsonPath.TryParse(text, out var parsed, out error, dialect))
            return false;
        if (parsed.ReferenceSteps is not { } steps)
        {
            error = "it must name one place below '$' with names and indexes only, like $.order.items[0]";
            return false;
        }
        path = new PlaceInData(text, steps);
        return true;
    }
}
