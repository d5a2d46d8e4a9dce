using System.Globalization;
using System.Text;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Documents;

/// <summary>The kinds of values in a document: those of JSON.</summary>
public enum NodeKind
{
    /// <summary>No kind; rejected.</summary>
    None = 0,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A list.</summary>
    Array,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Null.</summary>
    Null,
}

/// <summary>One value of a document, with its place. Whether it was written in JSON or YAML can no longer be seen.</summary>
public abstract class DocumentNode
{
    private const int LongestStep = 80;

    private readonly DocumentNode? parent;
    private readonly string? name;
    private readonly int index;

    private protected DocumentNode(NodeSlot slot)
    {
        (parent, name, index) = (slot.Parent, slot.Name, slot.Index);
        (Line, Column) = (slot.Line, slot.Column);
    }

    /// <summary>What kind of value this is.</summary>
    public abstract NodeKind Kind { get; }

    /// <summary>Line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>Column in characters, counted from 1.</summary>
    public int Column { get; }

    /// <summary>The object or list around the value; null for the whole document.</summary>
    internal DocumentNode? Parent => parent;

    /// <summary>The key of the value; null for an item of a list, and for the whole document.</summary>
    internal string? Name => name;

    /// <summary>Where the value stands. Built when it is asked for: most nodes never have a problem.</summary>
    public SourcePosition Position => new(Path, Line, Column);

    /// <summary>The JSON path of the value; very long names are cut.</summary>
    public string Path
    {
        get
        {
            var steps = new Stack<DocumentNode>();
            for (var node = this; node.parent is not null; node = node.parent)
                steps.Push(node);
            var path = new StringBuilder("$");
            foreach (var step in steps)
                AppendStep(path, step.name, step.index);
            return path.ToString();
        }
    }

    /// <summary>Where the value stands below another one, as AWS writes it: <c>Choices[1]/Output/total</c>.</summary>
    internal string LocationIn(DocumentNode ancestor)
    {
        var steps = new Stack<DocumentNode>();
        for (var node = this; node.parent is not null && node != ancestor; node = node.parent)
            steps.Push(node);
        var location = new StringBuilder();
        foreach (var step in steps)
        {
            if (step.name is null)
                location.Append(CultureInfo.InvariantCulture, $"[{step.index}]");
            else
                location.Append(location.Length == 0 ? "" : "/").Append(Cut(step.name));
        }
        return location.ToString();
    }

    /// <summary>The value as JSON, members in their order, numbers as they were written.</summary>
    public JsonData ToJson() => JsonText.Write(this, static (writer, node) => node.WriteTo(writer));

    internal abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>A copy in another place: what an alias stands for.</summary>
    internal abstract DocumentNode CopyTo(DocumentNode? newParent, string? newName, int newIndex);

    /// <summary>Where a copy of this node stands.</summary>
    private protected NodeSlot SlotIn(DocumentNode? newParent, string? newName, int newIndex) =>
        new(newParent, newName, newIndex, Line, Column);

    private static void AppendStep(StringBuilder path, string? name, int index)
    {
        if (name is null)
            path.Append(CultureInfo.InvariantCulture, $"[{index}]");
        else if (name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0]))
            path.Append('.').Append(Cut(name));
        else
            path.Append("['")
                .Append(Cut(name).Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal))
                .Append("']");
    }

    private static string Cut(string name) => name.Length <= LongestStep ? name : name[..LongestStep] + "…";
}

/// <summary>Where a node stands: its parent, its name or index there, and its place in the text.</summary>
internal readonly record struct NodeSlot(DocumentNode? Parent, string? Name, int Index, int Line, int Column);

/// <summary>A member of an object.</summary>
/// <param name="Name">The key.</param>
/// <param name="Line">Line of the key, counted from 1.</param>
/// <param name="Column">Column of the key, counted from 1.</param>
/// <param name="Value">The value.</param>
public sealed record DocumentMember(string Name, int Line, int Column, DocumentNode Value)
{
    /// <summary>Where the key stands; the path is the value's.</summary>
    public SourcePosition Position => new(Value.Path, Line, Column);
}

/// <summary>An object of a document.</summary>
public sealed class ObjectNode : DocumentNode
{
    // Most objects are small, and a document may have a hundred thousand of them.
    private const int FewMembers = 8;

    private readonly List<DocumentMember> members = [];
    private Dictionary<string, DocumentMember>? byName;

    internal ObjectNode(NodeSlot slot)
        : base(slot) { }

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Object;

    /// <summary>The members in the order of the document.</summary>
    public IReadOnlyList<DocumentMember> Members => members;

    /// <summary>The member of a name; null when there is none.</summary>
    public DocumentMember? Find(string name)
    {
        if (byName is not null)
            return byName.GetValueOrDefault(name);
        foreach (var member in members)
        {
            if (member.Name == name)
                return member;
        }
        return null;
    }

    /// <summary>Adds a member; false when the name is taken.</summary>
    internal bool TryAdd(DocumentMember member)
    {
        if (Find(member.Name) is not null)
            return false;
        members.Add(member);
        if (byName is not null)
            byName.Add(member.Name, member);
        else if (members.Count > FewMembers)
            byName = members.ToDictionary(one => one.Name, StringComparer.Ordinal);
        return true;
    }

    internal override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var member in members)
        {
            writer.WritePropertyName(member.Name);
            member.Value.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    internal override DocumentNode CopyTo(DocumentNode? newParent, string? newName, int newIndex)
    {
        var copy = new ObjectNode(SlotIn(newParent, newName, newIndex));
        foreach (var member in members)
            copy.TryAdd(member with { Value = member.Value.CopyTo(copy, member.Name, 0) });
        return copy;
    }
}

/// <summary>A list of a document.</summary>
public sealed class ArrayNode : DocumentNode
{
    private readonly List<DocumentNode> items = [];

    internal ArrayNode(NodeSlot slot)
        : base(slot) { }

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Array;

    /// <summary>The items in order.</summary>
    public IReadOnlyList<DocumentNode> Items => items;

    internal void Add(DocumentNode item) => items.Add(item);

    internal override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            item.WriteTo(writer);
        writer.WriteEndArray();
    }

    internal override DocumentNode CopyTo(DocumentNode? newParent, string? newName, int newIndex)
    {
        var copy = new ArrayNode(SlotIn(newParent, newName, newIndex));
        for (var i = 0; i < items.Count; i++)
            copy.Add(items[i].CopyTo(copy, null, i));
        return copy;
    }
}

/// <summary>A text, number, boolean or null of a document.</summary>
public sealed class ScalarNode : DocumentNode
{
    internal ScalarNode(NodeSlot slot, NodeKind kind, string json, string raw)
        : base(slot) => (Kind, Json, Raw) = (kind, json, raw);

    /// <inheritdoc/>
    public override NodeKind Kind { get; }

    /// <summary>The value as it was written, quotes and escapes resolved: YAML's <c>1.0</c> stays <c>1.0</c>.</summary>
    public string Raw { get; }

    /// <summary>A number, boolean or null as JSON spells it; a text itself.</summary>
    public string Json { get; }

    internal override void WriteTo(Utf8JsonWriter writer)
    {
        if (Kind == NodeKind.Text)
            writer.WriteStringValue(Json);
        else
            writer.WriteRawValue(Json, skipInputValidation: true);
    }

    internal override DocumentNode CopyTo(DocumentNode? newParent, string? newName, int newIndex) =>
        new ScalarNode(SlotIn(newParent, newName, newIndex), Kind, Json, Raw);
}
