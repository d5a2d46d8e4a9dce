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

    /// <summary>Reports a text that begins or ends as an expression does, and is none: it would be taken literally, which nobody means.</summary>
    public static void CheckLiteral(ScalarNode node, ReadingContext context)
    {
        // AWS: with space on both sides it is an ordinary text.
        if (context.IsJsonata && (IsExpression(node.Json) || node.Json.EndsWith(Closing, StringComparison.Ordinal)))
            context.Refuse(
                ProblemCodes.InvalidJsonata,
                $"'{Fields.Shorten(node.Json)}' is no expression: it must begin with '{Opening}' and end with '{Closing}'.",
                node
            );
    }

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
            if (FindMistake(expression, context) is { } mistake)
                context.Refuse(ProblemCodes.InvalidJsonata, $"'{Fields.Shorten(inner)}' {mistake}.", node);
            return new JsonataQuery(expression, context.State is { } state ? node.LocationIn(state) : null);
        }
        catch (JsonataException syntax)
        {
            var place = $"at character {syntax.Offset + 1}: {syntax.Message.TrimEnd('.')}";
            return Report(node, context, $"'{Fields.Shorten(inner)}' cannot be read {place} ({syntax.Code}).");
        }
    }

    // AWS refuses, too, what can never give a value.
    private static string? FindMistake(JsonataExpression expression, ReadingContext context)
    {
        if (expression.Outlook.BareNames is [var bare, ..])
            return $"refers to '{Fields.Shorten(bare.Name)}' at character {bare.Offset + 1}, where there is no value that has it; "
                + "begin with $states.input or with a variable";
        foreach (var member in expression.Outlook.StatesMembers)
        {
            var isThere = member.Name switch
            {
                "input" or "context" => true,
                "result" => context.HasResult,
                "errorOutput" => context.HasErrorOutput,
                _ => false,
            };
            if (!isThere)
                return $"uses $states.{Fields.Shorten(member.Name)} at character {member.Offset + 1}, which does not exist here: there are input and "
                    + "context, behind the work of a Task, Parallel or Map result, and in Catch errorOutput";
        }
        return null;
    }

    private static JsonataQuery? Report(DocumentNode node, ReadingContext context, string message)
    {
        context.Report(ProblemCodes.InvalidJsonata, message, node);
        return null;
    }
}
