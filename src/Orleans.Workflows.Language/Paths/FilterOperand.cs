using System.Globalization;
using System.Text;
using System.Text.Json;
using Workflows.Language.Expressions;

namespace Workflows.Language.Paths;

/// <summary>What stands on one side of a comparison, or is an argument of a function.</summary>
internal abstract class FilterOperand
{
    /// <summary>Its value for <paramref name="current"/>.</summary>
    public abstract FilterValue Value(PathEvaluation evaluation, JsonElement current);

    /// <summary>A number made by a function.</summary>
    protected static FilterValue Number(int number) => new(JsonElement.Parse(number.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A literal.</summary>
internal sealed class LiteralOperand(JsonElement element) : FilterOperand
{
    public JsonElement Element { get; } = element;

    public override FilterValue Value(PathEvaluation evaluation, JsonElement current) => new(Element);
}

/// <summary>A query, of one value where it is compared, of several where a function counts them.</summary>
internal sealed class QueryOperand(PathQuery query) : FilterOperand
{
    public PathQuery Query { get; } = query;

    public override FilterValue Value(PathEvaluation evaluation, JsonElement current) => new(evaluation.SelectSingle(Query, current));
}

/// <summary><c>length</c>: of a text in Unicode scalar values, of an array or object in elements. RFC 9535, section 2.4.4.</summary>
internal sealed class LengthOperand(FilterOperand argument) : FilterOperand
{
    public override FilterValue Value(PathEvaluation evaluation, JsonElement current)
    {
        var value = argument.Value(evaluation, current);
        switch (value.Element)
        {
            case { ValueKind: JsonValueKind.String } text:
                evaluation.Charge(1 + (value.Size / EvaluationBudget.BytesPerStep));
                return Number(ScalarCount(text.GetString()!));
            case { ValueKind: JsonValueKind.Array } array:
                return Number(array.GetArrayLength());
            case { ValueKind: JsonValueKind.Object } members:
                return Number(members.GetPropertyCount());
            default:
                return default;
        }
    }

    private static int ScalarCount(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}

/// <summary><c>count</c>: how many values a query selects. RFC 9535, section 2.4.5.</summary>
internal sealed class CountOperand(PathQuery query) : FilterOperand
{
    public override FilterValue Value(PathEvaluation evaluation, JsonElement current) => Number(evaluation.Select(query, current).Count);
}

/// <summary><c>value</c>: the one value that a query selects, else Nothing. RFC 9535, section 2.4.8.</summary>
internal sealed class ValueOperand(PathQuery query) : FilterOperand
{
    public override FilterValue Value(PathEvaluation evaluation, JsonElement current) =>
        evaluation.Select(query, current) is [var only] ? new FilterValue(only) : default;
}
