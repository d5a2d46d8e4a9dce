using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Schemas;

/// <summary><c>type</c>.</summary>
internal sealed class TypeKeyword(IReadOnlyList<string> types) : SchemaKeyword
{
    /// <summary>The types of JSON Schema.</summary>
    public static readonly IReadOnlyList<string> All = ["null", "boolean", "object", "array", "number", "integer", "string"];

    public override bool Check(SchemaFrame frame)
    {
        foreach (var type in types)
        {
            if (Is(frame.Instance, type))
                return true;
        }
        return frame.Fail("type", $"The value must be {string.Join(" or ", types)}.");
    }

    private static bool Is(JsonElement value, string type) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => type == "null",
            JsonValueKind.True or JsonValueKind.False => type == "boolean",
            JsonValueKind.Object => type == "object",
            JsonValueKind.Array => type == "array",
            JsonValueKind.String => type == "string",
            JsonValueKind.Number => type == "number" || (type == "integer" && ExactNumber.Of(value).IsWhole),
            _ => false,
        };
}

/// <summary><c>const</c> and <c>enum</c>.</summary>
internal sealed class EnumKeyword(string keyword, IReadOnlyList<JsonData> values) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        foreach (var value in values)
        {
            if (JsonElement.DeepEquals(value.Root, frame.Instance))
                return true;
        }
        var shown = string.Join(", ", values.Take(10).Select(value => value.Size <= 60 ? value.ToString() : "…"));
        return frame.Fail(keyword, values.Count == 1 ? $"The value must be {shown}." : $"The value must be one of: {shown}.");
    }
}

/// <summary><c>minimum</c>, <c>maximum</c> and their exclusive forms.</summary>
/// <param name="side">Less than 0 for a lower bound, greater for an upper one.</param>
internal sealed class BoundKeyword(string keyword, JsonData bound, int side, bool isExclusive) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Number)
            return true;
        var comparison = JsonNumbers.Compare(frame.Instance, bound.Root) * -side;
        if (comparison > 0 || (comparison == 0 && !isExclusive))
            return true;
        var word = side < 0 ? "greater" : "less";
        return frame.Fail(keyword, $"The number must be {word} than {(isExclusive ? "" : "or equal to ")}{bound}.");
    }
}

/// <summary><c>multipleOf</c>.</summary>
internal sealed class MultipleKeyword(JsonData divisor) : SchemaKeyword
{
    private readonly ExactNumber exact = ExactNumber.Of(divisor.Root);

    public override bool Check(SchemaFrame frame) =>
        frame.Instance.ValueKind != JsonValueKind.Number
        || ExactNumber.Of(frame.Instance).IsMultipleOf(exact)
        || frame.Fail("multipleOf", $"The number must be a multiple of {divisor}.");
}

/// <summary><c>minLength</c> and <c>maxLength</c>, in Unicode characters.</summary>
internal sealed class LengthKeyword(bool isLeast, long limit) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.String)
            return true;
        var length = frame.Instance.GetString()!.EnumerateRunes().Count();
        if (isLeast ? length >= limit : length <= limit)
            return true;
        return frame.Fail(
            isLeast ? "minLength" : "maxLength",
            $"The text has {length} characters; {(isLeast ? "at least" : "at most")} {limit} are needed."
        );
    }
}

/// <summary><c>pattern</c>.</summary>
internal sealed class PatternKeyword(SchemaPattern pattern) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame) =>
        frame.Instance.ValueKind != JsonValueKind.String
        || pattern.IsMatch(frame.Instance.GetString()!)
        || frame.Fail("pattern", $"The text does not match the pattern {pattern.Text}.");
}
