using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Language.Paths;

/// <summary>A place named by members and indexes. Writing to it copies the bytes around the place and parses nothing twice.</summary>
internal sealed class PlaceInData(string text, IReadOnlyList<Selector> steps) : ReferencePath
{
    public override string Text => text;

    public override bool IsRoot => steps.Count == 0;

    public override JsonData Set(JsonData target, JsonData value)
    {
        if (IsRoot)
            return value;
        var place = target.Root;
        for (var i = 0; i < steps.Count; i++)
        {
            if (PathEvaluation.Step(place, steps[i]) is { } child)
            {
                place = child;
                continue;
            }
            return Checked(AddMember(target, place, i, value));
        }
        var (start, length) = Extent(target, place);
        return Checked(Splice(target.Utf8.Span, start, length, value.Utf8.Span));
    }

    private byte[] AddMember(JsonData target, JsonElement parent, int missing, JsonData value)
    {
        if (steps.Skip(missing).Any(step => step.Kind == SelectorKind.Index))
            throw Mismatch("an array has no such element");
        if (parent.ValueKind != JsonValueKind.Object)
            throw Mismatch($"there is {Described(parent)} where an object is needed");
        var (start, length) = Extent(target, parent);
        var member = Member(missing, value.Utf8.Span, isFirst: !parent.EnumerateObject().MoveNext());
        // In front of the closing brace.
        return Splice(target.Utf8.Span, start + length - 1, 0, member);
    }

    private ReadOnlySpan<byte> Member(int missing, ReadOnlySpan<byte> value, bool isFirst)
    {
        using var member = new MemoryStream(value.Length + (16 * steps.Count));
        if (!isFirst)
            member.WriteByte((byte)',');
        for (var i = missing; i < steps.Count; i++)
        {
            if (i > missing)
                member.WriteByte((byte)'{');
            member.Write(JsonText.String(steps[i].Name).Utf8.Span);
            member.WriteByte((byte)':');
        }
        member.Write(value);
        for (var i = missing + 1; i < steps.Count; i++)
            member.WriteByte((byte)'}');
        return member.GetBuffer().AsSpan(0, (int)member.Length);
    }

    private static (int Start, int Length) Extent(JsonData target, JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        return target.Utf8.Span.Overlaps(raw, out var start)
            ? (start, raw.Length)
            : throw new InvalidOperationException("An element lies inside the bytes that it was parsed from.");
    }

    private static byte[] Splice(ReadOnlySpan<byte> bytes, int start, int length, ReadOnlySpan<byte> replacement)
    {
        var result = new byte[bytes.Length - length + replacement.Length];
        bytes[..start].CopyTo(result);
        replacement.CopyTo(result.AsSpan(start));
        bytes[(start + length)..].CopyTo(result.AsSpan(start + replacement.Length));
        return result;
    }

    private JsonData Checked(byte[] utf8) =>
        JsonNesting.IsWithinLimit(utf8)
            ? JsonData.FromTrustedUtf8(utf8)
            : throw new EvaluationException(ErrorNames.Runtime, $"Writing to {Text} would nest the data deeper than {JsonData.MaxDepth} levels.");

    private EvaluationException Mismatch(string why) =>
        new(ErrorNames.ResultPathMatchFailure, $"A result cannot be put at {Text}: {why}.");

    private static string Described(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "true or false",
        };
}
