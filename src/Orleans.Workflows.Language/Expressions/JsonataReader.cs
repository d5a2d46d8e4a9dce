using Workflows.Language.Documents;
using Workflows.Language.Expressions.Jsonata;
using Workflows.Language.Reading;

namespace Workflows.Language.Expressions;

/// <summary>Compiles texts <c>{% … %}</c>. ASL: "JSONata expressions".</summary>
internal static class JsonataReader
{
    private const string Opening = "{%";
    private const string Closing = "%}";

    // AWS refuses it, too: what it would run cannot be checked when the definition is registered.
    private const string Refused = "eval";

    /// <summary>Whether a text is meant as an expression; any other is a literal.</summary>
    public static bool IsExpression(string text) => text.StartsWith(Opening, StringComparison.Ordinal);

    /// <summary>The expression; null, and a problem, when it is none.</summary>
    public static JsonataQuery? Read(ScalarNode node, ReadingContext context)
    {
        var text = node.Json;
        if (text.Length < Opening.Length + Closing.Length || !text.EndsWith(Closing, StringComparison.Ordinal))
            return Report(node, context, $"'{Fields.Shorten(text)}' begins with '{Opening}' and must end with '{Closing}'.");
        var inner = text[Opening.Length..^Closing.Length].Trim();
        try
        {
            var expression = JsonataExpression.Parse(inner);
            if (expression.Variables.FirstOrDefault(variable => variable.Name == Refused) is { } refused)
                return Report(
                    node,
                    context,
                    $"'{Fields.Shorten(inner)}' calls $eval at character {refused.Offset + 1}, which is not allowed."
                );
            return new JsonataQuery(expression);
        }
        catch (JsonataException syntax)
        {
            var place = $"at character {syntax.Offset + 1}: {syntax.Message.TrimEnd('.')}";
            return Report(node, context, $"'{Fields.Shorten(inner)}' cannot be read {place} ({syntax.Code}).");
        }
    }

    private static JsonataQuery? Report(DocumentNode node, ReadingContext context, string message)
    {
        context.Report(ProblemCodes.InvalidJsonata, message, node);
        return null;
    }
}
