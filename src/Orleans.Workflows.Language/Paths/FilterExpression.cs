using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Language.Paths;

/// <summary>A logical expression inside a filter. RFC 9535, section 2.3.5.</summary>
internal abstract class FilterExpression
{
    /// <summary>Whether it holds for <paramref name="current"/>.</summary>
    public abstract bool Holds(PathEvaluation evaluation, JsonElement current);
}

/// <summary><c>||</c></summary>
internal sealed class OrFilter(IReadOnlyList<FilterExpression> parts) : FilterExpression
{
    public override bool Holds(PathEvaluation evaluation, JsonElement current)
    {
        foreach (var part in parts)
        {
            if (part.Holds(evaluation, current))
                return true;
        }
        return false;
    }
}

/// <summary><c>&amp;&amp;</c></summary>
internal sealed class AndFilter(IReadOnlyList<FilterExpression> parts) : FilterExpression
{
    public override bool Holds(PathEvaluation evaluation, JsonElement current)
    {
        foreach (var part in parts)
        {
            if (!part.Holds(evaluation, current))
                return false;
        }
        return true;
    }
}

/// <summary><c>!</c></summary>
internal sealed class NotFilter(FilterExpression inner) : FilterExpression
{
    public override bool Holds(PathEvaluation evaluation, JsonElement current) => !inner.Holds(evaluation, current);
}

/// <summary>A query alone: it holds when it selects anything.</summary>
internal sealed class ExistsFilter(PathQuery query) : FilterExpression
{
    public override bool Holds(PathEvaluation evaluation, JsonElement current) => evaluation.Select(query, current).Count > 0;
}

/// <summary><c>match</c> and <c>search</c>. RFC 9535, sections 2.4.6 and 2.4.7.</summary>
internal sealed class RegexFilter(FilterOperand text, FilterOperand pattern, bool isWhole) : FilterExpression
{
    /// <summary>What it costs to compile a pattern.</summary>
    private const int StepsToCompile = 2_000;

    // A document may hold very many patterns: each is compiled when it is needed.
    private IRegexp? compiled;

    public override bool Holds(PathEvaluation evaluation, JsonElement current)
    {
        if (text.Value(evaluation, current).Text is not { } subject)
            return false;
        evaluation.Charge(1 + (subject.Length / EvaluationBudget.BytesPerStep));
        if (Volatile.Read(ref compiled) is { } known)
            return known.IsMatch(subject);
        if (pattern.Value(evaluation, current).Text is not { } source)
            return false;
        evaluation.Charge(StepsToCompile + source.Length);
        var made = IRegexp.Compile(source, isWhole);
        if (pattern is LiteralOperand)
            Volatile.Write(ref compiled, made);
        return made.IsMatch(subject);
    }
}

/// <summary>The comparison operators.</summary>
internal enum FilterComparator
{
    /// <summary>No operator; rejected.</summary>
    None = 0,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>A comparison. RFC 9535, section 2.3.5.2.2.</summary>
internal sealed class ComparisonFilter(FilterOperand left, FilterComparator comparator, FilterOperand right) : FilterExpression
{
    public override bool Holds(PathEvaluation evaluation, JsonElement current)
    {
        var a = left.Value(evaluation, current);
        var b = right.Value(evaluation, current);
        evaluation.Charge(1 + (Math.Min(a.Size, b.Size) / EvaluationBudget.BytesPerStep));
        return comparator switch
        {
            FilterComparator.Equal => a.EqualTo(b),
            FilterComparator.NotEqual => !a.EqualTo(b),
            FilterComparator.Less => a.LessThan(b),
            FilterComparator.LessOrEqual => a.LessThan(b) || a.EqualTo(b),
            FilterComparator.Greater => b.LessThan(a),
            FilterComparator.GreaterOrEqual => b.LessThan(a) || a.EqualTo(b),
            FilterComparator.None => throw new InvalidOperationException("A comparison has an operator."),
        };
    }
}

/// <summary>What a comparison compares: a JSON value, or Nothing.</summary>
internal readonly record struct FilterValue(JsonElement? Element)
{
    /// <summary>The text, when it is one.</summary>
    public string? Text => Element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Its size in bytes, for the budget.</summary>
    public int Size => Element is { } element ? System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element).Length : 0;

    /// <summary>Nothing equals Nothing; values are equal as JSON values.</summary>
    public bool EqualTo(FilterValue other) =>
        (Element, other.Element) switch
        {
            (null, null) => true,
            ({ ValueKind: JsonValueKind.Number } a, { ValueKind: JsonValueKind.Number } b) => JsonNumbers.Compare(a, b) == 0,
            ({ } a, { } b) => JsonElement.DeepEquals(a, b),
            _ => false,
        };

    /// <summary>Defined for two numbers and for two texts, which compare by Unicode scalar values.</summary>
    public bool LessThan(FilterValue other) =>
        (Element, other.Element) switch
        {
            ({ ValueKind: JsonValueKind.Number } a, { ValueKind: JsonValueKind.Number } b) => JsonNumbers.Compare(a, b) < 0,
            ({ ValueKind: JsonValueKind.String } a, { ValueKind: JsonValueKind.String } b) => LessThan(a.GetString()!, b.GetString()!),
            _ => false,
        };

    // UTF-8 orders as the scalar values do, UTF-16 does not.
    private static bool LessThan(string a, string b) =>
        System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)) < 0;
}
