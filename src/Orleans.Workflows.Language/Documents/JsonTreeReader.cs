using System.Text;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Documents;

/// <summary>Reads JSON (RFC 8259, nothing beyond it) into a tree.</summary>
internal sealed class JsonTreeReader(DocumentLimits limits)
{
    private readonly List<Problem> problems = [];

    /// <summary>Reads bytes that are known to be UTF-8.</summary>
    public ParsedDocument Read(ReadOnlySpan<byte> utf8)
    {
        var isBlank = utf8.TrimStart(" \t\r\n"u8).IsEmpty;
        if (isBlank || utf8.StartsWith("\uFEFF"u8))
        {
            var (code, message) = isBlank
                ? (ProblemCodes.EmptyDocument, "The document is empty.")
                : (ProblemCodes.InvalidJson, "JSON must not begin with a byte order mark; save the document as UTF-8 without one.");
            return new ParsedDocument(null, [new Problem(code, message, new SourcePosition("$", 1, 1))]);
        }
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        var position = new TextPosition(utf8);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, ref position, null, null, 0);
            // Anything behind the value is an error that only a further read finds.
            if (root is not null)
                reader.Read();
            return new ParsedDocument(root, problems);
        }
        catch (JsonException malformed)
        {
            problems.Add(MalformedJson.Problem(malformed, utf8, mayBeYaml: true));
            return new ParsedDocument(null, problems);
        }
    }

    private DocumentNode? ReadValue(ref Utf8JsonReader reader, ref TextPosition position, DocumentNode? parent, string? name, int index)
    {
        position.AdvanceTo(reader.TokenStartIndex);
        var slot = new NodeSlot(parent, name, index, position.Line, position.Column);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= limits.MaxDepth:
                problems.Add(
                    new Problem(ProblemCodes.TooDeep, $"The document is nested deeper than {limits.MaxDepth} levels.", Here(slot))
                );
                return null;
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, ref position, slot);
            case JsonTokenType.StartArray:
                return ReadArray(ref reader, ref position, slot);
            case JsonTokenType.String:
                var text = ReadText(in reader, slot, "The text");
                return new ScalarNode(slot, NodeKind.Text, text, text);
            case JsonTokenType.Number:
                var number = Encoding.UTF8.GetString(reader.ValueSpan);
                if (JsonNumbers.CanBeKept(reader.ValueSpan))
                    return new ScalarNode(slot, NodeKind.Number, number, number);
                problems.Add(new Problem(ProblemCodes.NumberOutOfRange, $"The number {JsonNumbers.OutOfRange}.", Here(slot)));
                // The document is refused; whoever looks for more problems gets a number to compute with.
                return new ScalarNode(slot, NodeKind.Number, "0", number);
            default:
                var word = Encoding.UTF8.GetString(reader.ValueSpan);
                return new ScalarNode(slot, word == "null" ? NodeKind.Null : NodeKind.Boolean, word, word);
        }
    }

    private ObjectNode? ReadObject(ref Utf8JsonReader reader, ref TextPosition position, NodeSlot slot)
    {
        var node = new ObjectNode(slot);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            position.AdvanceTo(reader.TokenStartIndex);
            var keySlot = new NodeSlot(node, null, 0, position.Line, position.Column);
            var name = ReadText(in reader, keySlot with { Parent = slot.Parent, Name = slot.Name, Index = slot.Index }, "The key");
            reader.Read();
            if (ReadValue(ref reader, ref position, node, name, 0) is not { } value)
                return null;
            var member = new DocumentMember(name, keySlot.Line, keySlot.Column, value);
            if (!node.TryAdd(member))
                problems.Add(
                    new Problem(ProblemCodes.DuplicateKey, $"The key '{name}' stands twice in one object; remove one.", member.Position)
                );
        }
        return node;
    }

    private ArrayNode? ReadArray(ref Utf8JsonReader reader, ref TextPosition position, NodeSlot slot)
    {
        var node = new ArrayNode(slot);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue(ref reader, ref position, node, null, node.Items.Count) is not { } item)
                return null;
            node.Add(item);
        }
        return node;
    }

    private string ReadText(ref readonly Utf8JsonReader reader, NodeSlot slot, string subject)
    {
        if (StrictJson.TextComplaint(in reader) is not { } complaint)
            return reader.GetString()!;
        problems.Add(new Problem(ProblemCodes.InvalidUnicode, $"{subject} {complaint}.", Here(slot)));
        // Not to be unescaped; the document is refused anyway.
        return Encoding.UTF8.GetString(reader.ValueSpan);
    }

    private static SourcePosition Here(NodeSlot slot) => new ScalarNode(slot, NodeKind.Null, "null", "null").Position;
}
