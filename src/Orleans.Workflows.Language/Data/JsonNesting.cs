using System.Buffers;

namespace Workflows.Language.Data;

/// <summary>
/// Measures how deep a value is nested without parsing it, so that what a workflow builds can be refused before somebody must read it.
/// </summary>
public static class JsonNesting
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("{}[]\""u8);

    /// <summary>True when the value nests no deeper than <see cref="JsonData.MaxDepth"/>.</summary>
    /// <param name="utf8">One well-formed JSON value.</param>
    public static bool IsWithinLimit(ReadOnlySpan<byte> utf8) => HasFewLevels(utf8) || Measure(utf8) <= JsonData.MaxDepth;

    // Most values can be told from afar: each level takes two bytes, and one opening bracket (those inside texts only make the count larger).
    private static bool HasFewLevels(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= 2 * JsonData.MaxDepth || utf8.Count((byte)'{') + utf8.Count((byte)'[') <= JsonData.MaxDepth;

    private static int Measure(ReadOnlySpan<byte> rest)
    {
        var depth = 0;
        var deepest = 0;
        while (rest.IndexOfAny(Structure) is >= 0 and var at)
        {
            var structure = rest[at];
            rest = rest[(at + 1)..];
            if (structure == (byte)'"')
                rest = AfterString(rest);
            else if (structure is (byte)'{' or (byte)'[')
                deepest = Math.Max(deepest, ++depth);
            else
                depth--;
        }
        return deepest;
    }

    private static ReadOnlySpan<byte> AfterString(ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var at)
        {
            if (rest[at] == (byte)'"')
                return rest[(at + 1)..];
            rest = rest[Math.Min(at + 2, rest.Length)..];
        }
        return [];
    }
}
