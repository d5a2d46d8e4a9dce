using System.Text;
using Workflows.Language.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Workflows.Language.Documents;

/// <summary>
/// Reads YAML 1.2 (core schema) into a tree, from the parser's events: the object model of YamlDotNet overflows the stack on deep input
/// and expands aliases without a budget.
/// </summary>
internal sealed class YamlTreeReader(DocumentLimits limits)
{
    private const string CoreTagPrefix = "tag:yaml.org,2002:";

    private readonly List<Problem> problems = [];
    private readonly Dictionary<AnchorName, (DocumentNode Node, int Height)> anchors = [];
    private long expanded;

    /// <summary>Reads bytes that are known to be UTF-8.</summary>
    public ParsedDocument Read(ReadOnlySpan<byte> utf8)
    {
        // The scanner takes U+0000 for the end of the text, and would silently drop what follows.
        if (utf8.IndexOf((byte)0) is >= 0 and var nul)
        {
            var (line, column) = TextPosition.Of(utf8, nul);
            return new ParsedDocument(
                null,
                [new Problem(ProblemCodes.InvalidUnicode, "The document contains the character U+0000.", new("$", line, column))]
            );
        }
        var text = Encoding.UTF8.GetString(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
        try
        {
            return new ParsedDocument(ReadStream(new YamlEvents(text)), problems);
        }
        catch (MalformedYamlException malformed)
        {
            var (sentence, line, column) = YamlAdvice.Of(text, malformed.Message, malformed.Place);
            problems.Add(new Problem(ProblemCodes.InvalidYaml, $"This is not YAML: {sentence}", new SourcePosition("$", line, column)));
            return new ParsedDocument(null, problems);
        }
        catch (RefusedException)
        {
            // Its problem has been recorded; reading on would find only consequences.
            return new ParsedDocument(null, problems);
        }
    }

    private DocumentNode ReadStream(YamlEvents events)
    {
        events.MoveNext();
        events.TryTake<StreamStart>();
        if (!events.TryTake<DocumentStart>())
            throw Refuse(ProblemCodes.EmptyDocument, "The document is empty.", At("$", events.Current.Start));
        var root = ReadNode(events, null, null, 0, 1);
        if (!events.TryTake<DocumentEnd>())
            throw new MalformedYamlException("the document should have ended before this place.", events.Current.Start);
        if (events.Current is DocumentStart second)
            throw Refuse(ProblemCodes.SeveralDocuments, "A second document begins here; write one document only.", At("$", second.Start));
        return root.Node;
    }

    private (DocumentNode Node, int Height) ReadNode(YamlEvents events, DocumentNode? parent, string? name, int index, int depth)
    {
        // Current is the event that comes next; to take it is to go on to the one behind it.
        var start = events.Current;
        // The parser may leave a value out, for example in a flow mapping over several lines.
        if (start is not (NodeEvent or AnchorAlias))
            throw new MalformedYamlException("a value is missing before this place.", start.Start);
        events.MoveNext();
        var slot = new NodeSlot(parent, name, index, (int)start.Start.Line, (int)start.Start.Column);
        if (start is AnchorAlias alias)
            return Expand(alias, slot, depth);
        var read = start switch
        {
            Scalar scalar => (ReadScalar(scalar, slot), 0),
            SequenceStart sequence => ReadSequence(events, sequence, Nested(slot, depth), depth),
            MappingStart mapping => ReadMapping(events, mapping, Nested(slot, depth), depth),
            _ => throw new InvalidOperationException($"The YAML event {start.GetType().Name} begins no node that is known."),
        };
        // Registered behind the node: an alias inside its own anchor would be endless.
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
            anchors[anchored.Anchor] = read;
        return read;
    }

    private NodeSlot Nested(NodeSlot slot, int depth) =>
        depth <= limits.MaxDepth
            ? slot
            : throw Refuse(ProblemCodes.TooDeep, $"The document is nested deeper than {limits.MaxDepth} levels.", Here(slot));

    private (DocumentNode Node, int Height) ReadSequence(YamlEvents events, SequenceStart start, NodeSlot slot, int depth)
    {
        CheckTag(start, "seq", slot);
        var node = new ArrayNode(slot);
        var height = 0;
        while (!events.TryTake<SequenceEnd>())
        {
            var item = ReadNode(events, node, null, node.Items.Count, depth + 1);
            height = Math.Max(height, item.Height);
            node.Add(item.Node);
        }
        return (node, height + 1);
    }

    private (DocumentNode Node, int Height) ReadMapping(YamlEvents events, MappingStart start, NodeSlot slot, int depth)
    {
        CheckTag(start, "map", slot);
        var node = new ObjectNode(slot);
        var height = 0;
        while (!events.TryTake<MappingEnd>())
        {
            var key = ReadKey(events, node);
            var value = ReadNode(events, node, key.Raw, 0, depth + 1);
            height = Math.Max(height, value.Height);
            var member = new DocumentMember(key.Raw, key.Line, key.Column, value.Node);
            if (!node.TryAdd(member))
                problems.Add(
                    new Problem(ProblemCodes.DuplicateKey, $"The key '{key.Raw}' stands twice in one mapping; remove one.", member.Position)
                );
        }
        return (node, height + 1);
    }

    private ScalarNode ReadKey(YamlEvents events, ObjectNode mapping)
    {
        if (events.Current is not Scalar scalar)
            throw Refuse(
                ProblemCodes.UnsupportedKey,
                "A key must be a plain or quoted text; a text that begins with '{' or '[' must stand in quotes.",
                At(mapping.Path, events.Current.Start)
            );
        events.MoveNext();
        if (scalar is { Style: ScalarStyle.Plain, Value: "" })
            problems.Add(
                new Problem(
                    ProblemCodes.UnsupportedKey,
                    "A key is missing here; write one, in quotes where it is empty.",
                    At(mapping.Path, scalar.Start)
                )
            );
        if (scalar is { Style: ScalarStyle.Plain, Value: "<<" })
            problems.Add(
                new Problem(
                    ProblemCodes.MergeKey,
                    "YAML 1.2 has no merge keys; write the members out, or use an alias for a whole value.",
                    At(mapping.Path, scalar.Start)
                )
            );
        var slot = new NodeSlot(mapping, scalar.Value, 0, (int)scalar.Start.Line, (int)scalar.Start.Column);
        CheckTag(scalar, "str", slot);
        CheckText(scalar.Value, slot);
        var key = new ScalarNode(slot, NodeKind.Text, scalar.Value, scalar.Value);
        if (!scalar.Anchor.IsEmpty)
            anchors[scalar.Anchor] = (key, 0);
        return key;
    }

    private ScalarNode ReadScalar(Scalar scalar, NodeSlot slot)
    {
        CheckText(scalar.Value, slot);
        var (kind, json) = (NodeKind.Text, (string?)scalar.Value);
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
        {
            if (scalar is { IsPlainImplicit: true, Style: ScalarStyle.Plain } && scalar.Tag.IsEmpty)
                (kind, json) = YamlScalars.Resolve(scalar.Value);
        }
        else if (!CheckTag(scalar, "str", slot, isReported: false))
        {
            (kind, json) = YamlScalars.Resolve(scalar.Value);
            var tag = kind switch
            {
                NodeKind.Number => json?.IndexOfAny(['.', 'e', 'E']) is null or >= 0 ? "float" : "int",
                NodeKind.Boolean => "bool",
                NodeKind.Null => "null",
                _ => "str",
            };
            CheckTag(scalar, tag, slot);
        }
        if (json is null)
            problems.Add(
                new Problem(
                    ProblemCodes.NumberOutOfRange,
                    $"'{Cut(scalar.Value)}' is not a finite number within the range of IEEE doubles whose exponent has at most four digits; put a text in quotes.",
                    Here(slot)
                )
            );
        return new ScalarNode(slot, kind, json ?? "0", scalar.Value);
    }

    private (DocumentNode Node, int Height) Expand(AnchorAlias alias, NodeSlot slot, int depth)
    {
        if (!anchors.TryGetValue(alias.Value, out var anchored))
            throw Refuse(
                ProblemCodes.UnknownAlias,
                $"The alias *{alias.Value} has no anchor before it, or stands inside its own anchor.",
                Here(slot)
            );
        if (depth - 1 + anchored.Height > limits.MaxDepth)
            throw Refuse(
                ProblemCodes.TooDeep,
                $"With the alias *{alias.Value} the document is nested deeper than {limits.MaxDepth} levels.",
                Here(slot)
            );
        Charge(anchored.Node, slot);
        return (anchored.Node.CopyTo(slot.Parent, slot.Name, slot.Index), anchored.Height);
    }

    private void Charge(DocumentNode node, NodeSlot slot)
    {
        expanded += 8;
        switch (node)
        {
            case ScalarNode scalar:
                expanded += scalar.Raw.Length;
                break;
            case ArrayNode array:
                foreach (var item in array.Items)
                    Charge(item, slot);
                break;
            case ObjectNode members:
                foreach (var member in members.Members)
                {
                    expanded += member.Name.Length;
                    Charge(member.Value, slot);
                }
                break;
        }
        if (expanded > limits.MaxExpansion)
            throw Refuse(
                ProblemCodes.AliasLimit,
                $"The aliases of the document expand to more than {limits.MaxExpansion} characters.",
                Here(slot)
            );
    }

    private bool CheckTag(NodeEvent node, string expected, NodeSlot slot, bool isReported = true)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value == CoreTagPrefix + expected)
            return true;
        // An integer may be tagged as a float.
        if (node.Tag.Value == CoreTagPrefix + "float" && expected == "int")
            return true;
        if (isReported)
            problems.Add(
                new Problem(ProblemCodes.UnsupportedTag, $"The tag '{Cut(node.Tag.Value)}' does not fit this value; remove it.", Here(slot))
            );
        return false;
    }

    private void CheckText(string text, NodeSlot slot)
    {
        if (TextRules.Complaint(text) is { } complaint)
            problems.Add(new Problem(ProblemCodes.InvalidUnicode, $"The text {complaint}.", Here(slot)));
    }

    private RefusedException Refuse(string code, string message, SourcePosition position)
    {
        problems.Add(new Problem(code, message, position));
        return new RefusedException();
    }

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";

    // A failure of the parser may come without a place.
    private static SourcePosition At(string path, Mark mark) => new(path, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static SourcePosition Here(NodeSlot slot) => new ScalarNode(slot, NodeKind.Null, "null", "null").Position;

    /// <summary>Stops the reading; the problem has been recorded.</summary>
    private sealed class RefusedException : Exception;
}
