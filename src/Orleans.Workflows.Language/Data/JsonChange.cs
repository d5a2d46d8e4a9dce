using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace Workflows.Language.Data;

/// <summary>
/// What differs between two objects that are mostly alike: some members, at one place. Data grow from state to state, and what did not change need not be written again.
/// </summary>
/// <param name="path">The names that lead to the object whose members changed; empty for the uppermost.</param>
/// <param name="members">An object with the members that are new or have another value.</param>
public sealed class JsonChange(ImmutableArray<string> path, JsonData members)
{
    // Below, the whole value is as short as the change with its place.
    private const int LeastSize = 512;
    private const int LongestPath = 8;

    private (JsonData Before, JsonData After)? known;

    /// <summary>The names that lead to the object whose members changed; empty for the uppermost.</summary>
    public ImmutableArray<string> Path { get; } = path;

    /// <summary>An object with the members that are new or have another value.</summary>
    public JsonData Members { get; } = members;

    /// <summary>Its size in bytes, about.</summary>
    public int Size => Members.Size + Path.Sum(static name => name.Length);

    /// <summary>Finds what differs.</summary>
    /// <returns>Null where it would not be much shorter than the whole value.</returns>
    public static JsonChange? Find(JsonData before, JsonData after)
    {
        if (after.Size < LeastSize || before.Kind != JsonValueKind.Object || after.Kind != JsonValueKind.Object)
            return null;

        var path = ImmutableArray.CreateBuilder<string>();
        var (left, right) = (before, after);
        List<int> changed;
        while (
            (changed = Differences(left, right)!) is [var only] && path.Count < LongestPath && TryDescend(left, right, only, out var inner)
        )
        {
            path.Add(left.Members[only].Name(left.Utf8.Span));
            (left, right) = inner;
        }

        if (changed is null || changed.Sum(index => (long)right.Members[index].ValueLength) > after.Size / 2)
            return null;
        var change = new JsonChange(path.ToImmutable(), Select(right, changed));
        // Blanks and the order of members may stand differently than the change would leave them.
        if (!change.Apply(before).Utf8.Span.SequenceEqual(after.Utf8.Span))
            return null;
        change.known = (before, after);
        return change;
    }

    /// <summary>The value after the change.</summary>
    /// <param name="before">The value that the change was found for.</param>
    public JsonData Apply(JsonData before) => known is { } pair && ReferenceEquals(pair.Before, before) ? pair.After : Apply(before, 0);

    private JsonData Apply(JsonData value, int depth)
    {
        if (depth == Path.Length)
            return Replace(value, Members);
        foreach (var member in value.Members)
        {
            if (member.Name(value.Utf8.Span) != Path[depth])
                continue;
            var inner = Apply(Slice(value, member), depth + 1);
            var result = new byte[value.Size - member.ValueLength + inner.Size];
            value.Utf8.Span[..member.ValueStart].CopyTo(result);
            inner.Utf8.Span.CopyTo(result.AsSpan(member.ValueStart));
            value.Utf8.Span[(member.ValueStart + member.ValueLength)..].CopyTo(result.AsSpan(member.ValueStart + inner.Size));
            return JsonData.FromTrustedUtf8(result);
        }
        throw new InvalidDataException($"A change names the member '{Path[depth]}', which the value does not have.");
    }

    /// <summary>Other values in the places of those that are there, and new members in front of the closing brace.</summary>
    private static JsonData Replace(JsonData value, JsonData members)
    {
        var source = value.Utf8.Span;
        var changes = IndexByName(members);
        var result = new ArrayBufferWriter<byte>(value.Size + members.Size);
        var copied = 0;
        foreach (var member in value.Members)
        {
            if (!changes.Remove(member.Name(source), out var change))
                continue;
            result.Write(source[copied..member.ValueStart]);
            result.Write(change.RawValue(members.Utf8.Span));
            copied = member.ValueStart + member.ValueLength;
        }

        var end = source.LastIndexOf((byte)'}');
        result.Write(source[copied..end]);
        var isFirst = value.Members.Length == 0;
        foreach (var member in members.Members)
        {
            if (!changes.ContainsKey(member.Name(members.Utf8.Span)))
                continue;
            result.Write(isFirst ? "\""u8 : ",\""u8);
            result.Write(member.RawName(members.Utf8.Span));
            result.Write("\":"u8);
            result.Write(member.RawValue(members.Utf8.Span));
            isFirst = false;
        }
        result.Write(source[end..]);
        return JsonData.FromTrustedUtf8(result.WrittenMemory);
    }

    /// <summary>The places of the members on the right that are new or have another value; null when others are missing there or stand in another order.</summary>
    private static List<int>? Differences(JsonData left, JsonData right)
    {
        var before = left.Members;
        var after = right.Members;
        if (after.Length < before.Length)
            return null;
        var changed = new List<int>();
        for (var i = 0; i < after.Length; i++)
        {
            if (i < before.Length && !before[i].HasSameName(left.Utf8.Span, after[i], right.Utf8.Span))
                return null;
            if (i >= before.Length || !before[i].RawValue(left.Utf8.Span).SequenceEqual(after[i].RawValue(right.Utf8.Span)))
                changed.Add(i);
        }
        return changed;
    }

    private static bool TryDescend(JsonData left, JsonData right, int index, out (JsonData Left, JsonData Right) inner)
    {
        inner = default;
        if (index >= left.Members.Length)
            return false;
        inner = (Slice(left, left.Members[index]), Slice(right, right.Members[index]));
        return inner.Left.Kind == JsonValueKind.Object
            && inner.Right.Kind == JsonValueKind.Object
            && Differences(inner.Left, inner.Right) is not null;
    }

    private static JsonData Select(JsonData value, List<int> members)
    {
        var selected = new ArrayBufferWriter<byte>(256);
        var separator = "{\""u8;
        foreach (var index in members)
        {
            var member = value.Members[index];
            selected.Write(separator);
            selected.Write(member.RawName(value.Utf8.Span));
            selected.Write("\":"u8);
            selected.Write(member.RawValue(value.Utf8.Span));
            separator = ",\""u8;
        }
        selected.Write(members.Count == 0 ? "{}"u8 : "}"u8);
        return JsonData.FromTrustedUtf8(selected.WrittenMemory);
    }

    private static Dictionary<string, JsonMember> IndexByName(JsonData data)
    {
        var index = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        foreach (var member in data.Members)
            index[member.Name(data.Utf8.Span)] = member;
        return index;
    }

    private static JsonData Slice(JsonData value, JsonMember member) =>
        JsonData.FromTrustedUtf8(value.Utf8.Slice(member.ValueStart, member.ValueLength));
}
