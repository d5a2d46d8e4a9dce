using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Language.Expressions;

/// <summary>Which values a comparison compares.</summary>
internal enum ComparedType
{
    /// <summary>No type; rejected.</summary>
    None = 0,

    /// <summary>Any two values of the same JSON type.</summary>
    Any,
    Boolean,
    Numeric,
    String,
    Timestamp,
}

/// <summary>How a comparison compares.</summary>
internal enum Relation
{
    /// <summary>No relation; rejected.</summary>
    None = 0,
    Equals,
    NotEquals,
    GreaterThan,
    GreaterThanEquals,
    LessThan,
    LessThanEquals,

    /// <summary>A pattern in which <c>*</c> stands for any text.</summary>
    Matches,

    /// <summary>Equality with one of a list.</summary>
    In,
}

/// <summary>One way of comparing two values. Values of other types than it compares are never in the relation.</summary>
internal sealed record Comparison(ComparedType Type, Relation Relation)
{
    /// <summary>Whether the relation holds.</summary>
    public bool Holds(JsonElement left, JsonElement right, EvaluationBudget budget)
    {
        var (ofLeft, ofRight) = (JsonMarshal.GetRawUtf8Value(left).Length, JsonMarshal.GetRawUtf8Value(right).Length);
        budget.SpendOnBytes(Relation == Relation.In ? ofRight : Math.Min(ofLeft, ofRight), ErrorNames.Runtime);
        return Relation switch
        {
            Relation.Equals => AreEqual(left, right),
            Relation.NotEquals => !AreEqual(left, right),
            Relation.GreaterThan => Order(left, right) > 0,
            Relation.GreaterThanEquals => Order(left, right) >= 0,
            Relation.LessThan => Order(left, right) < 0,
            Relation.LessThanEquals => Order(left, right) <= 0,
            Relation.Matches => left.ValueKind == JsonValueKind.String
                && right.ValueKind == JsonValueKind.String
                && new TextPattern(right.GetString()!).IsMatch(left.GetString()!, budget),
            Relation.In => right.ValueKind == JsonValueKind.Array && right.EnumerateArray().Any(item => JsonElement.DeepEquals(left, item)),
            Relation.None => throw new InvalidOperationException("A comparison has a relation."),
        };
    }

    /// <summary>Whether a value may stand on the right side.</summary>
    public bool Takes(JsonElement value) =>
        Type switch
        {
            ComparedType.Any => Relation == Relation.In
                ? value.ValueKind == JsonValueKind.Array
                : Relation is Relation.Equals or Relation.NotEquals || value.ValueKind is JsonValueKind.Number or JsonValueKind.String,
            ComparedType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            ComparedType.Numeric => value.ValueKind == JsonValueKind.Number,
            ComparedType.String => value.ValueKind == JsonValueKind.String,
            ComparedType.Timestamp => value.ValueKind == JsonValueKind.String && Timestamps.TryParse(value.GetString()!, out _),
            ComparedType.None => throw new InvalidOperationException("A comparison has a type."),
        };

    /// <summary>What may stand on the right side, for a sentence.</summary>
    public string Wanted =>
        Type switch
        {
            ComparedType.Any => Relation == Relation.In ? "a list" : "a number or a text",
            ComparedType.Boolean => "true or false",
            ComparedType.Numeric => "a number",
            ComparedType.String => "a text",
            ComparedType.Timestamp => "an RFC 3339 timestamp with an offset, like 2026-01-31T12:00:00Z",
            ComparedType.None => throw new InvalidOperationException("A comparison has a type."),
        };

    private bool AreEqual(JsonElement left, JsonElement right) =>
        Type == ComparedType.Any ? JsonElement.DeepEquals(left, right) : Order(left, right) == 0;

    private int? Order(JsonElement left, JsonElement right) =>
        Type switch
        {
            ComparedType.Any => left.ValueKind == JsonValueKind.Number ? Numbers(left, right) : Texts(left, right),
            ComparedType.Boolean => IsBoolean(left) && IsBoolean(right) ? left.GetBoolean().CompareTo(right.GetBoolean()) : null,
            ComparedType.Numeric => Numbers(left, right),
            ComparedType.String => Texts(left, right),
            ComparedType.Timestamp => Moments(left, right),
            ComparedType.None => throw new InvalidOperationException("A comparison has a type."),
        };

    private static bool IsBoolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static int? Numbers(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number ? JsonNumbers.Compare(left, right) : null;

    private static int? Texts(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.String && right.ValueKind == JsonValueKind.String
            ? string.CompareOrdinal(left.GetString(), right.GetString())
            : null;

    private static int? Moments(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.String
        && right.ValueKind == JsonValueKind.String
        && Timestamps.TryParse(left.GetString()!, out var a)
        && Timestamps.TryParse(right.GetString()!, out var b)
            ? a.CompareTo(b)
            : null;
}
