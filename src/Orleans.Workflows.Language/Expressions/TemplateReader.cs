using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Paths;
using Workflows.Language.Reading;

namespace Workflows.Language.Expressions;

/// <summary>Compiles payload templates. ASL: "Payload Template".</summary>
internal static class TemplateReader
{
    private const string DynamicSuffix = ".$";

    /// <summary>Compiles a value of the document.</summary>
    public static Template Read(DocumentNode node, ReadingContext context) =>
        new CompiledTemplate(
            ReadNode(node, context with { Template = node }),
            context.QueryLanguage,
            context.State is { } state ? node.LocationIn(state) : null
        );

    /// <summary>Compiles a text that is one expression and gives a text; null, and a problem, when it is none.</summary>
    public static Template? ReadTextExpression(DocumentNode node, string text, ReadingContext context)
    {
        if (Compile(node, text, context) is not { } expression)
            return null;
        if (expression is CallExpression { Function: { GivesText: false } function })
        {
            var texts = IntrinsicFunction.All.Values.Where(one => one.GivesText).Select(one => one.Name);
            context.Report(
                ProblemCodes.InvalidTemplate,
                $"'{function.Name}' gives no text; here can stand a path, {string.Join(", ", texts)}.",
                node
            );
        }
        return new CompiledTemplate(new ExpressionTemplateNode(expression), context.QueryLanguage);
    }

    private static TemplateNode ReadNode(DocumentNode node, ReadingContext context)
    {
        switch (node)
        {
            case ObjectNode members:
                return ReadObject(members, context);
            case ArrayNode array:
                List<TemplateNode> items = [.. array.Items.Select(item => ReadNode(item, context))];
                return items.All(item => item is LiteralTemplateNode) ? Literal(node) : new ArrayTemplateNode(items);
            case ScalarNode { Kind: NodeKind.Text } text when context.IsJsonata && JsonataReader.IsExpression(text.Json):
                // A broken expression leaves a literal; but then the document is refused.
                return JsonataReader.Read(text, context) is { } query ? new JsonataTemplateNode(query) : Literal(node);
            case ScalarNode { Kind: NodeKind.Text } text when context.IsJsonata:
                JsonataReader.CheckLiteral(text, context);
                return Literal(node);
            default:
                WarnOfLiteral(node, context);
                return Literal(node);
        }
    }

    private static TemplateNode ReadObject(ObjectNode node, ReadingContext context)
    {
        List<(string Name, TemplateNode Value)> members = [];
        foreach (var member in node.Members)
        {
            if (context.IsJsonata || !member.Name.EndsWith(DynamicSuffix, StringComparison.Ordinal))
            {
                members.Add((member.Name, ReadNode(member.Value, context)));
                continue;
            }
            var name = member.Name[..^DynamicSuffix.Length];
            if (node.Find(name) is not null)
                context.Problems.Add(
                    ProblemCodes.DuplicateKey,
                    $"'{name}' and '{member.Name}' make the same key; remove one.",
                    member.Position
                );
            if (member.Value is not ScalarNode { Kind: NodeKind.Text } text)
                context.Report(ProblemCodes.WrongType, $"'{member.Name}' must be a text: a path or an intrinsic function.", member.Value);
            else if (Compile(text, text.Json, context) is { } expression)
                members.Add((name, new ExpressionTemplateNode(expression)));
        }
        // A key that was dropped because of its problem leaves no literal, either; but then the document is refused.
        return members.All(member => member.Value is LiteralTemplateNode) ? Literal(node) : new ObjectTemplateNode(members);
    }

    private static LiteralTemplateNode Literal(DocumentNode node) => new(node.ToJson());

    private static Expression? Compile(DocumentNode node, string text, ReadingContext context)
    {
        try
        {
            return ExpressionParser.Parse(text, context.Dialect);
        }
        catch (PathSyntaxException syntax)
        {
            var code = text.StartsWith('$') ? ProblemCodes.InvalidPath : ProblemCodes.InvalidTemplate;
            context.Report(
                code,
                $"'{Fields.Shorten(text)}' cannot be read at character {syntax.Offset + 1}: {Sentence(syntax.Message)}",
                node
            );
            return null;
        }
    }

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('?') ? text : text + ".";

    private static void WarnOfLiteral(DocumentNode node, ReadingContext context)
    {
        if (context.IsJsonata || node is not ScalarNode { Kind: NodeKind.Text, Json: var text })
            return;
        var isCall = text.StartsWith(ErrorNames.Prefix, StringComparison.Ordinal) && text.EndsWith(')');
        if (
            isCall
            || text is "$" or "$$"
            || text.StartsWith("$.", StringComparison.Ordinal)
            || text.StartsWith("$$.", StringComparison.Ordinal)
        )
            context.Problems.Add(
                ProblemCodes.LiteralPath,
                $"'{Fields.Shorten(text)}' is taken literally; {ForItsValue(node, Fields.Shorten(text), context)}.",
                node.Position,
                Severity.Warning
            );
        else if (JsonataReader.IsExpression(text) && text.EndsWith("%}", StringComparison.Ordinal))
            context.Problems.Add(
                ProblemCodes.LiteralPath,
                $"'{Fields.Shorten(text)}' is taken literally, since this is in JSONPath; for JSONata write '{context.Spelled(Keys.QueryLanguage)}: JSONata'.",
                node.Position,
                Severity.Warning
            );
    }

    // Only the value of a key inside of a template can be computed: neither the whole template nor an item of a list.
    private static string ForItsValue(DocumentNode node, string text, ReadingContext context)
    {
        var key = node.Name;
        if (key is null)
            return $"an item of a list cannot be computed, but a whole list can: let the key of the list end in '{DynamicSuffix}' and write States.Array({text})";
        if (node != context.Template)
            return $"for its value write '{key}{DynamicSuffix}: {text}'";
        var example = $"an object whose keys end in '{DynamicSuffix}', such as {{value{DynamicSuffix}: {text}}}";
        return key == context.Spelled(Keys.Input) && node.Parent == context.State
            ? $"for its value write '{context.Spelled(Keys.InputPath)}: {text}', or {example}"
            : $"for its value write {example}";
    }
}
