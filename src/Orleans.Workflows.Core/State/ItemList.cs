using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>The items of a Map: one array, whose elements are slices of it and not copies.</summary>
public sealed class ItemList
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private JsonData[]? items;

    /// <summary>Takes over an array.</summary>
    public ItemList(JsonData array) => Array = array;

    /// <summary>The array as a whole.</summary>
    public JsonData Array { get; }

    /// <summary>How many items there are.</summary>
    public int Count => Items.Length;

    /// <summary>An item, counted from 0.</summary>
    public JsonData this[int index] => Items[index];

    private JsonData[] Items => items ??= Split();

    private JsonData[] Split()
    {
        var found = new List<JsonData>();
        var reader = new Utf8JsonReader(Array.Utf8.Span, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            found.Add(JsonData.FromTrustedUtf8(Array.Utf8[start..(int)reader.BytesConsumed]));
        }

        return [.. found];
    }
}
