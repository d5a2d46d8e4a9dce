using System.Globalization;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Paths;

namespace Workflows.Language.Reading;

/// <summary>Turns members into values of one type, or into a problem that says what the key takes.</summary>
internal static class FieldValues
{
    private const string AText = "a text";

    /// <summary>A text; null when it is missing or no text.</summary>
    public static string? Text(this Fields fields, DocumentMember? member)
    {
        if (member is null)
            return null;
        return member.Value is ScalarNode { Kind: NodeKind.Text } text ? text.Json : fields.Wrong<string>(member, AText);
    }

    /// <summary>A text that is not empty.</summary>
    public static string? NonEmptyText(this Fields fields, DocumentMember? member)
    {
        if (fields.Text(member) is not { } text)
            return null;
        if (text.Length > 0)
            return text;
        fields.Context.Report(ProblemCodes.InvalidValue, $"'{member!.Name}' must not be empty.", member.Value);
        return null;
    }

    /// <summary>One of the given texts; null when it is missing or none of them.</summary>
    public static string? Choice(this Fields fields, DocumentMember? member, params ReadOnlySpan<string> choices)
    {
        if (fields.Text(member) is not { } text || choices.Contains(text) || fields.IsJsonata(member!))
            return member?.Value is ScalarNode { Kind: NodeKind.Text } chosen ? chosen.Json : null;
        fields.Context.Report(ProblemCodes.InvalidValue, $"'{member!.Name}' must be one of: {string.Join(", ", choices)}.", member.Value);
        return null;
    }

    /// <summary>True or false; null when it is missing or neither.</summary>
    public static bool? Flag(this Fields fields, DocumentMember? member)
    {
        if (member is null)
            return null;
        if (member.Value is ScalarNode { Kind: NodeKind.Boolean } flag)
            return flag.Json == "true";
        var meant = member.Value is ScalarNode { Kind: NodeKind.Text } text ? text.Json.ToLowerInvariant() : null;
        var word = meant switch
        {
            "true" or "yes" or "on" => "true",
            "false" or "no" or "off" => "false",
            _ => null,
        };
        fields.Wrong<string>(member, word is null ? "true or false" : $"true or false (write {word}, without quotes)");
        return null;
    }

    /// <summary>A number within bounds; null when it is missing or none.</summary>
    public static double? Number(this Fields fields, DocumentMember? member, double least, double most, bool isWhole = false)
    {
        if (member is null)
            return null;
        var kind = isWhole ? "a whole number" : "a number";
        if (member.Value is not ScalarNode { Kind: NodeKind.Number } scalar)
        {
            fields.Wrong<string>(member, kind + Unquoted(member.Value));
            return null;
        }
        var value = double.Parse(scalar.Json, CultureInfo.InvariantCulture);
        if (value >= least && value <= most && (!isWhole || Math.Floor(value) == value))
            return value;
        fields.Context.Report(
            ProblemCodes.InvalidValue,
            $"'{member.Name}' must be {kind} from {Shown(least)} to {Shown(most)}.",
            member.Value
        );
        return null;
    }

    /// <summary>An object; null when it is missing or none.</summary>
    public static ObjectNode? Object(this Fields fields, DocumentMember? member) =>
        member is null ? null : member.Value as ObjectNode ?? fields.Wrong<ObjectNode>(member, "an object");

    /// <summary>A list; null when it is missing or none.</summary>
    public static ArrayNode? List(this Fields fields, DocumentMember? member) =>
        member is null
            ? null
            : member.Value as ArrayNode
                ?? fields.Wrong<ArrayNode>(
                    member,
                    member.Value is ObjectNode
                        ? "a list (each entry begins with '-', in JSON it stands in '[ ]')"
                        : "a list, such as [first, second]"
                );

    /// <summary>The objects of a list; native documents also take one object in place of a list of one.</summary>
    /// <param name="example">One such object, as native documents write it.</param>
    public static IReadOnlyList<DocumentNode> OneOrMany(this Fields fields, DocumentMember? member, string example) =>
        member?.Value switch
        {
            null => [],
            ArrayNode list => list.Items,
            ObjectNode single when fields.Context.IsNative => [single],
            _ => fields.Wrong<IReadOnlyList<DocumentNode>>(
                member,
                fields.Context.IsNative ? $"an object such as {example}, or a list of such objects" : "a list of objects"
            ) ?? [],
        };

    /// <summary>A list with at least one item.</summary>
    public static ArrayNode? NonEmptyList(this Fields fields, DocumentMember? member)
    {
        if (fields.List(member) is not { } list)
            return null;
        if (list.Items.Count > 0)
            return list;
        fields.Context.Report(ProblemCodes.InvalidValue, $"'{member!.Name}' must have at least one item.", list);
        return null;
    }

    /// <summary>A path; null when it is missing or none.</summary>
    public static JsonPath? Path(this Fields fields, DocumentMember? member)
    {
        if (fields.Text(member) is not { } text)
            return null;
        if (JsonPath.TryParse(text, out var path, out var error, fields.Context.Dialect))
            return path;
        fields.Context.Report(ProblemCodes.InvalidPath, $"'{Fields.Shorten(text)}' is not a path: {error}.", member!.Value);
        return null;
    }

    /// <summary>A path into the data. AWS takes none into the context object where a Map wants a number.</summary>
    public static JsonPath? PathIntoData(this Fields fields, DocumentMember? member)
    {
        var path = fields.Path(member);
        if (path is null || fields.Context.IsNative || !path.Text.AsSpan().TrimStart().StartsWith("$$", StringComparison.Ordinal))
            return path;
        fields.Context.Report(
            ProblemCodes.InvalidPath,
            $"'{member!.Name}' takes a path into the data ('$.…') or a variable, not into the context object ('$$').",
            member.Value
        );
        return null;
    }

    /// <summary>A path that may be null, which selects nothing.</summary>
    public static DataPath? PathOrNull(this Fields fields, DocumentMember? member) =>
        member switch
        {
            null => JsonPath.Root,
            { Value.Kind: NodeKind.Null } => null,
            _ => fields.Path(member),
        };

    /// <summary>Reports a value of the wrong type.</summary>
    public static T? Wrong<T>(this Fields fields, DocumentMember member, string expected)
        where T : class
    {
        var isQuoteMissing = expected == AText && member.Value is ScalarNode { Kind: NodeKind.Number or NodeKind.Boolean };
        fields.Context.Report(
            ProblemCodes.WrongType,
            $"'{member.Name}' must be {expected}, not {Described(member.Value)}{(isQuoteMissing ? " (put it in quotes)" : "")}.",
            member.Value
        );
        return null;
    }

    /// <summary>True for a JSONata expression, which may stand for a value of any type.</summary>
    public static bool IsJsonata(this Fields fields, DocumentMember member) =>
        fields.Context.IsJsonata && member.Value is ScalarNode { Kind: NodeKind.Text } text && JsonataReader.IsExpression(text.Json);

    /// <summary>A JSONata expression in place of a path; null, and a problem, when it cannot be read.</summary>
    public static DataPath? Jsonata(this Fields fields, DocumentMember member) =>
        JsonataReader.Read((ScalarNode)member.Value, fields.Context) is { } query ? new JsonataPath(query) : null;

    /// <summary>What a value is, for a sentence.</summary>
    public static string Described(DocumentNode node) =>
        node.Kind switch
        {
            NodeKind.Object => "an object",
            NodeKind.Array => "a list",
            NodeKind.Text => "a text",
            NodeKind.Number => $"the number {Fields.Shorten(((ScalarNode)node).Raw)}",
            NodeKind.Boolean => ((ScalarNode)node).Json,
            NodeKind.Null when ((ScalarNode)node).Raw.Length == 0 => "an empty value (indent what belongs to it deeper than its key)",
            NodeKind.Null => "null",
            NodeKind.None => throw new InvalidOperationException("A node has a kind."),
        };

    /// <summary>For a text that is a number in quotes: how to write it; else nothing.</summary>
    public static string Unquoted(DocumentNode node) =>
        node is ScalarNode { Kind: NodeKind.Text, Json: var text }
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? $" (write {Fields.Shorten(text)} without quotes)"
            : "";

    private static string Shown(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
