using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>One item on its way through a path, with the variables that steps have bound for it.</summary>
internal sealed class Row(Value? item, IEnumerable<KeyValuePair<string, Value?>> bindings)
{
    private readonly Dictionary<string, Value?> bindings = new(bindings, StringComparer.Ordinal);

    /// <summary>The item.</summary>
    public Value? Item { get; } = item;

    /// <summary>The variables.</summary>
    public IReadOnlyDictionary<string, Value?> Bindings => bindings;

    /// <summary>Binds a variable.</summary>
    public void Bind(string name, Value? value) => bindings[name] = value;

    /// <summary>A scope with the variables.</summary>
    public Frame In(Frame frame)
    {
        var scope = new Frame(frame);
        foreach (var (name, value) in bindings)
            scope.Bind(name, value);
        return scope;
    }

    /// <summary>A row for another item; the bindings of both, the inner ones first.</summary>
    public Row Followed(Value? item, Row? inner = null)
    {
        var next = new Row(item, bindings);
        foreach (var (name, value) in inner?.bindings ?? [])
            next.Bind(name, value);
        return next;
    }
}
