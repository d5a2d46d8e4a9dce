using System.Buffers;

namespace Workflows.Language.Data;

/// <summary>The shallow merge of two objects: <c>States.JsonMerge</c> and the native default of <c>resultPath</c>.</summary>
public static class JsonMerge
{
    /// <summary>Up to so many members a look at each is cheaper than a dictionary.</summary>
    private const int FewMembers = 16;

    private const int NotThere = -1;

    /// <summary>The members of both objects; where both have a name, the right one's value stands in the left one's place.</summary>
    /// <param name="left">An object.</param>
    /// <param name="right">An object.</param>
    public static JsonData Shallow(JsonData left, JsonData right)
    {
        var ofLeft = left.Members;
        var ofRight = right.Members;
        var inRight = ofRight.Length > FewMembers ? IndexByName(right) : null;
        Span<bool> isPlaced = ofRight.Length > FewMembers ? new bool[ofRight.Length] : stackalloc bool[ofRight.Length];
        var merged = new MergedObject(left.Size + right.Size, ofLeft.Length);
        foreach (var member in ofLeft)
        {
            var successor = inRight is null ? Find(member, left, right) : inRight.GetValueOrDefault(member.Name(left.Utf8.Span), NotThere);
            if (successor != NotThere)
                isPlaced[successor] = true;
            merged.Add(
                member,
                left,
                successor == NotThere ? member.RawValue(left.Utf8.Span) : ofRight[successor].RawValue(right.Utf8.Span)
            );
        }

        for (var i = 0; i < ofRight.Length; i++)
        {
            if (!isPlaced[i])
                merged.Add(ofRight[i], right, ofRight[i].RawValue(right.Utf8.Span));
        }

        return merged.ToData();
    }

    private static int Find(JsonMember wanted, JsonData left, JsonData right)
    {
        var members = right.Members;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].HasSameName(right.Utf8.Span, wanted, left.Utf8.Span))
                return i;
        }

        return NotThere;
    }

    private static Dictionary<string, int> IndexByName(JsonData data)
    {
        var members = data.Members;
        var index = new Dictionary<string, int>(members.Length, StringComparer.Ordinal);
        for (var i = 0; i < members.Length; i++)
            index[members[i].Name(data.Utf8.Span)] = i;
        return index;
    }

    /// <summary>An object that is put together from members of others, whose bytes are copied as they stand: numbers keep their spelling.</summary>
    private ref struct MergedObject(int mostBytes, int leastMembers)
    {
        private readonly byte[] utf8 = ArrayPool<byte>.Shared.Rent(mostBytes);
        private readonly List<JsonMember> members = new(leastMembers);
        private int length;

        public void Add(JsonMember member, JsonData named, ReadOnlySpan<byte> value)
        {
            utf8[length++] = members.Count == 0 ? (byte)'{' : (byte)',';
            utf8[length++] = (byte)'"';
            var name = length;
            Write(member.RawName(named.Utf8.Span));
            utf8[length++] = (byte)'"';
            utf8[length++] = (byte)':';
            members.Add(member with { NameStart = name, ValueStart = length, ValueLength = value.Length });
            Write(value);
        }

        public JsonData ToData()
        {
            if (members.Count == 0)
                utf8[length++] = (byte)'{';
            utf8[length++] = (byte)'}';
            var merged = JsonData.FromMembers(utf8.AsSpan(0, length).ToArray(), members);
            ArrayPool<byte>.Shared.Return(utf8);
            return merged;
        }

        private void Write(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(utf8.AsSpan(length));
            length += bytes.Length;
        }
    }
}
