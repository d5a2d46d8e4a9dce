using System.Text.Json;

namespace Workflows.Language.Expressions.Jsonata.Values;

/// <summary>
/// An array, or a sequence: what paths and functions collect, which is its only item where it has one, and nothing where it has none.
/// </summary>
internal sealed class ArrayValue : Value
{
    private readonly JsonElement source;
    private readonly long first;
    private readonly int length = -1;
    private List<Value?>? items;

    /// <summary>An array of items. They are taken over.</summary>
    public ArrayValue(List<Value?> items) => this.items = items;

    /// <summary>An array of the data.</summary>
    public ArrayValue(JsonElement source) => this.source = source;

    private ArrayValue(long first, int length) => (this.first, this.length) = (first, length);

    /// <summary>True for a sequence.</summary>
    public bool IsSequence { get; init; }

    /// <summary>True for a sequence that stays an array when it has one item (<c>name[]</c>).</summary>
    public bool KeepsSingleton { get; set; }

    /// <summary>True for an array that a step of a path constructs, which is not flattened into the sequence.</summary>
    public bool IsConstructed { get; init; }

    /// <summary>True for the sequence around an input that is an array itself.</summary>
    public bool IsWrapper { get; init; }

    /// <summary>The items; undefined stands only where a function passes on what it was given.</summary>
    public List<Value?> Items => items ??= Load();

    public int Count => items?.Count ?? (length >= 0 ? length : source.GetArrayLength());

    /// <summary>The JSON that the array still is; null when it was made by the expression.</summary>
    public JsonElement? Source => source.ValueKind == JsonValueKind.Array ? source : null;

    public override string TypeName => "array";

    public override char Symbol => 'a';

    /// <summary>An empty sequence.</summary>
    public static ArrayValue Sequence() => new([]) { IsSequence = true };

    /// <summary>A sequence of items, which are taken over.</summary>
    public static ArrayValue Sequence(List<Value?> items) => new(items) { IsSequence = true };

    /// <summary>The whole numbers from <paramref name="first"/> on, made when somebody looks at them.</summary>
    public static ArrayValue Range(long first, int length) => new(first, length) { IsSequence = true };

    /// <summary>The same items as an array that is no sequence. Both share them, so neither may be changed.</summary>
    public ArrayValue AsArray(bool isConstructed = false) =>
        items is null && length >= 0
            ? new ArrayValue(first, length) { IsConstructed = isConstructed }
            : new ArrayValue(Items) { IsConstructed = isConstructed };

    private List<Value?> Load()
    {
        if (length < 0)
            return [.. source.EnumerateArray().Select(From)];
        if (length > JsonataLimits.LongestSequence)
            throw new JsonataException("D2015", $"A sequence has at most {JsonataLimits.LongestSequence} items.");
        var numbers = new List<Value?>(length);
        for (var i = 0; i < length; i++)
            numbers.Add(NumberValue.Of(first + i));
        return numbers;
    }
}
