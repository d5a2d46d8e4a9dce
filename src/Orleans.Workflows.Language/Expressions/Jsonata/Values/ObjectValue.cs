using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions.Jsonata.Values;

/// <summary>An object: members in the order in which they were set.</summary>
internal sealed class ObjectValue : Value
{
    // A few looks into parsed JSON are cheaper than a dictionary.
    private const int FewLookups = 4;

    private readonly JsonElement source;
    private readonly IReadOnlyList<(string Name, Func<Value> Value)>? deferred;
    private OrderedDictionary<string, Value>? members;
    private int lookups;

    /// <summary>An empty object.</summary>
    public ObjectValue() => members = new OrderedDictionary<string, Value>(StringComparer.Ordinal);

    /// <summary>An object of the data.</summary>
    public ObjectValue(JsonElement source) => this.source = source;

    /// <summary>An object whose members are made when somebody looks at them.</summary>
    public ObjectValue(IReadOnlyList<(string Name, Func<Value> Value)> deferred) => this.deferred = deferred;

    /// <summary>The members.</summary>
    public OrderedDictionary<string, Value> Members => members ??= Load();

    public int Count => members?.Count ?? deferred?.Count ?? source.GetPropertyCount();

    /// <summary>The JSON that the object still is; null when somebody may have changed it.</summary>
    public JsonElement? Source => source.ValueKind == JsonValueKind.Object ? source : null;

    public override string TypeName => "object";

    public override char Symbol => 'o';

    /// <summary>The value of a member; undefined when there is none.</summary>
    public Value? Find(string name)
    {
        if (members is null && deferred is not null)
            return deferred.FirstOrDefault(member => member.Name == name).Value?.Invoke();
        if (members is null && lookups++ < FewLookups)
            // The parser cannot look for half of a surrogate pair, which an expression may write; data never have it.
            return TextRules.IsWellFormed(name) && source.TryGetProperty(name, out var member) ? From(member) : null;
        return Members.TryGetValue(name, out var value) ? value : null;
    }

    private OrderedDictionary<string, Value> Load()
    {
        var loaded = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (name, value) in deferred ?? [])
            loaded[name] = value();
        if (deferred is not null)
            return loaded;
        foreach (var member in source.EnumerateObject())
            loaded[member.Name] = From(member.Value);
        return loaded;
    }
}
