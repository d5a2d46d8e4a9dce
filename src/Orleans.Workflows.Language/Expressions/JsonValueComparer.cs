using System.Runtime.InteropServices;
using System.Text.Json;

namespace Workflows.Language.Expressions;

/// <summary>Equality by JSON value, for sets. Values may be chosen so that all of them have one hash: each comparison is paid for.</summary>
/// <param name="spendOnBytes">Pays for a comparison of so many bytes.</param>
internal sealed class JsonValueComparer(Action<long> spendOnBytes) : IEqualityComparer<JsonElement>
{
    public bool Equals(JsonElement x, JsonElement y)
    {
        spendOnBytes(Math.Min(JsonMarshal.GetRawUtf8Value(x).Length, JsonMarshal.GetRawUtf8Value(y).Length));
        return JsonElement.DeepEquals(x, y);
    }

    // Members may stand in any order and numbers have many spellings, so only what cannot differ is hashed.
    public int GetHashCode(JsonElement obj) =>
        obj.ValueKind switch
        {
            JsonValueKind.String => string.GetHashCode(obj.GetString(), StringComparison.Ordinal),
            JsonValueKind.Number => obj.GetDouble().GetHashCode(),
            JsonValueKind.Array => HashOfArray(obj),
            JsonValueKind.Object => HashOfObject(obj),
            _ => (int)obj.ValueKind,
        };

    private int HashOfArray(JsonElement array)
    {
        var hash = new HashCode();
        foreach (var element in array.EnumerateArray())
            hash.Add(GetHashCode(element));
        return hash.ToHashCode();
    }

    private int HashOfObject(JsonElement members)
    {
        var hash = 0;
        foreach (var member in members.EnumerateObject())
            hash ^= HashCode.Combine(member.Name, GetHashCode(member.Value));
        return hash;
    }
}
