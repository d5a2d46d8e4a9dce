using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Language.Paths;

/// <summary>A JSONPath (RFC 9535) into the data, or with <c>$$</c> into the context object, compiled once.</summary>
public sealed class JsonPath : DataPath
{
    /// <summary>The longest path, in characters.</summary>
    public const int LongestText = 4096;

    /// <summary><c>$</c>: the data as they are.</summary>
    public static readonly JsonPath Root = new("$", new PathQuery(PathRoot.Data, []));

    private readonly PathQuery query;

    internal JsonPath(string text, PathQuery query) => (Text, this.query) = (text, query);

    /// <inheritdoc/>
    public override string Text { get; }

    /// <inheritdoc/>
    public override bool IsRoot => query is { Root: PathRoot.Data, Segments: [] };

    /// <summary>True when the path selects one value at most; else it gives an array of what it finds, possibly empty.</summary>
    public bool IsDefinite => query.IsSingular;

    /// <summary>Reads a path.</summary>
    /// <param name="text">For example <c>$.order.items[0]</c>.</param>
    /// <param name="path">The path; null when the text is none.</param>
    /// <param name="error">Why the text is no path, with the position inside it; null when it is one.</param>
    /// <param name="dialect">Which paths are accepted.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out JsonPath? path,
        [NotNullWhen(false)] out string? error,
        PathDialect dialect = PathDialect.Standard
    )
    {
        (path, error) = (null, null);
        if (text.Length > LongestText)
        {
            error = $"a path has at most {LongestText} characters";
            return false;
        }
        if (!TextRules.IsWellFormed(text))
        {
            error = "it has half of a surrogate pair";
            return false;
        }
        try
        {
            var trimmed = dialect == PathDialect.Asl ? text.Trim() : text;
            path = trimmed == "$" ? Root : new JsonPath(text, PathParser.ReadWhole(trimmed, dialect));
            return true;
        }
        catch (PathSyntaxException syntax)
        {
            error = $"at character {syntax.Offset + 1}: {syntax.Message}";
            return false;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: the path looks at more values than its budget allows.</exception>
    public override JsonData? Select(EvaluationContext context)
    {
        if (IsRoot)
            return context.Data;
        if (query is { Root: PathRoot.Variable, Segments: [] })
            return PathEvaluation.Variable(context, query.Variable);
        if (query.IsSingular)
            return SelectElement(context) is { } element ? JsonData.From(element) : null;
        return JsonText.Write(
            (Elements: SelectAll(context), context.Surroundings.Budget),
            static (writer, selected) =>
            {
                writer.WriteStartArray();
                foreach (var element in selected.Elements)
                {
                    selected.Budget.SpendOn(element, ErrorNames.Runtime);
                    writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                    if (writer.BytesCommitted + writer.BytesPending > TemplateLimits.LargestValue)
                        throw TemplateLimits.Exceeded();
                }
                writer.WriteEndArray();
            }
        );
    }

    /// <summary>The selected value where it stands, without a copy. An indefinite path gives a new array.</summary>
    internal JsonElement? SelectElement(EvaluationContext context) =>
        query.IsSingular ? new PathEvaluation(context).SelectSingle(query, default) : Select(context)!.Root;

    /// <summary>Whether the path, which selects nothing, comes to an end because an index is past the end of its list.</summary>
    internal bool EndsPastList(EvaluationContext context) => query.IsSingular && new PathEvaluation(context).EndsPastList(query);

    /// <summary>All values that the path selects.</summary>
    internal List<JsonElement> SelectAll(EvaluationContext context) => new PathEvaluation(context).Select(query, default);

    /// <summary>The steps of a path that only names members and indexes from the start; null for any other.</summary>
    internal IReadOnlyList<Selector>? ReferenceSteps =>
        query is { Root: PathRoot.Data, IsSingular: true }
        && query.Segments.All(segment => segment.Selectors[0] is { Start: null or >= 0, Names: null })
            ? [.. query.Segments.Select(segment => segment.Selectors[0])]
            : null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
