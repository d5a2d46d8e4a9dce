using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Model;
using Workflows.Language.Paths;

namespace Workflows.Language.Expressions;

/// <summary>All of them hold.</summary>
internal sealed class AndCondition(IReadOnlyList<Condition> parts) : Condition
{
    public override bool IsTrue(EvaluationContext context)
    {
        foreach (var part in parts)
        {
            if (!part.IsTrue(context))
                return false;
        }
        return true;
    }
}

/// <summary>One of them holds.</summary>
internal sealed class OrCondition(IReadOnlyList<Condition> parts) : Condition
{
    public override bool IsTrue(EvaluationContext context)
    {
        foreach (var part in parts)
        {
            if (part.IsTrue(context))
                return true;
        }
        return false;
    }
}

/// <summary>It does not hold.</summary>
internal sealed class NotCondition(Condition inner) : Condition
{
    public override bool IsTrue(EvaluationContext context) => !inner.IsTrue(context);
}

/// <summary>A variable compared with a literal.</summary>
/// <param name="isForgiving">Native: a missing variable makes it false. ASL: it is <c>States.Runtime</c>.</param>
internal sealed class LiteralComparison(JsonPath variable, Comparison comparison, JsonElement literal, bool isForgiving) : Condition
{
    // Patterns are compiled once; all others compare the literal itself.
    private readonly TextPattern? pattern = comparison.Relation == Relation.Matches ? new TextPattern(literal.GetString()!) : null;

    public override bool IsTrue(EvaluationContext context)
    {
        if (variable.SelectElement(context) is not { } value)
            return Missing.Variable(variable, isForgiving);
        var budget = context.Surroundings.Budget;
        if (pattern is null)
            return comparison.Holds(value, literal, budget);
        budget.SpendOn(value, ErrorNames.Runtime);
        return value.ValueKind == JsonValueKind.String && pattern.IsMatch(value.GetString()!, budget);
    }
}

/// <summary>A variable compared with another one: the <c>…Path</c> comparisons.</summary>
internal sealed class PathComparison(JsonPath variable, Comparison comparison, JsonPath other, bool isForgiving) : Condition
{
    public override bool IsTrue(EvaluationContext context)
    {
        if (variable.SelectElement(context) is not { } left)
            return Missing.Variable(variable, isForgiving);
        if (other.SelectElement(context) is not { } right)
            return Missing.Variable(other, isForgiving);
        return comparison.Holds(left, right, context.Surroundings.Budget);
    }
}

/// <summary>Whether the variable is there at all.</summary>
internal sealed class PresenceCondition(JsonPath variable, bool expected) : Condition
{
    public override bool IsTrue(EvaluationContext context) =>
        (variable.IsDefinite ? variable.SelectElement(context) is not null : variable.SelectAll(context).Count > 0) == expected;
}

/// <summary>Whether the variable has a type.</summary>
internal sealed class TypeCondition(JsonPath variable, ValueTest test, bool expected, bool isForgiving) : Condition
{
    public override bool IsTrue(EvaluationContext context) =>
        variable.SelectElement(context) is { } value ? Passes(value) == expected : Missing.Variable(variable, isForgiving);

    private bool Passes(JsonElement value) =>
        test switch
        {
            ValueTest.IsBoolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            ValueTest.IsNull => value.ValueKind == JsonValueKind.Null,
            ValueTest.IsNumeric => value.ValueKind == JsonValueKind.Number,
            ValueTest.IsString => value.ValueKind == JsonValueKind.String,
            ValueTest.IsTimestamp => value.ValueKind == JsonValueKind.String && Timestamps.TryParse(value.GetString()!, out _),
            ValueTest.None => throw new InvalidOperationException("A condition tests something."),
        };
}

/// <summary>The types that a condition can test.</summary>
internal enum ValueTest
{
    /// <summary>No test; rejected.</summary>
    None = 0,
    IsBoolean,
    IsNull,
    IsNumeric,
    IsString,
    IsTimestamp,
}

/// <summary>What a missing variable means.</summary>
internal static class Missing
{
    public static bool Variable(JsonPath variable, bool isForgiving) =>
        isForgiving
            ? false
            : throw new EvaluationException(ErrorNames.Runtime, $"The variable {variable.Text} of a choice is not in the data.");
}
