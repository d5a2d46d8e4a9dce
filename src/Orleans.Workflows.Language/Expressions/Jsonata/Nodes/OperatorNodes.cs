using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>What stands between two operands.</summary>
internal enum Operator
{
    /// <summary>No operator; rejected.</summary>
    None = 0,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Concatenate,
    In,
    And,
    Or,
}

/// <summary>Two operands with an operator between.</summary>
internal sealed class BinaryNode(int offset, Operator kind, Node left, Node right) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        var first = run.Evaluate(left, input, frame);
        if (kind == Operator.And)
            return BooleanValue.Of(first.IsTruthy() && run.Evaluate(right, input, frame).IsTruthy());
        if (kind == Operator.Or)
            return BooleanValue.Of(first.IsTruthy() || run.Evaluate(right, input, frame).IsTruthy());
        var second = run.Evaluate(right, input, frame);
        run.Offset = Offset;
        return kind switch
        {
            Operator.Add or Operator.Subtract or Operator.Multiply or Operator.Divide or Operator.Remainder => Reckon(first, second),
            Operator.Equal => BooleanValue.Of(first is not null && second is not null && ValueTests.IsSame(run, first, second)),
            Operator.NotEqual => BooleanValue.Of(first is not null && second is not null && !ValueTests.IsSame(run, first, second)),
            Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual => Compare(run, first, second),
            Operator.Concatenate => Concatenate(run, first, second),
            Operator.In => Contains(run, first, second),
            Operator.And or Operator.Or => throw new InvalidOperationException("The right side of and, or is not always evaluated."),
            Operator.None => throw new InvalidOperationException("There is an operator."),
        };
    }

    private NumberValue? Reckon(Value? first, Value? second)
    {
        if (first is not null && !first.IsNumber(out _))
            throw new JsonataException("T2001", $"The left side of the operator must be a number, not {first.TypeName}.");
        if (second is not null && !second.IsNumber(out _))
            throw new JsonataException("T2002", $"The right side of the operator must be a number, not {second.TypeName}.");
        if (first is not NumberValue { Number: var a } || second is not NumberValue { Number: var b })
            return null;
        return NumberValue.Of(
            kind switch
            {
                Operator.Add => a + b,
                Operator.Subtract => a - b,
                Operator.Multiply => a * b,
                Operator.Divide => a / b,
                _ => a % b,
            }
        );
    }

    private BooleanValue? Compare(Evaluation run, Value? first, Value? second)
    {
        foreach (var side in (Value?[])[first, second])
        {
            if (side is not (null or TextValue or NumberValue))
                throw new JsonataException("T2010", $"Only numbers and strings can be compared, not {side.TypeName}.");
        }
        if (first is null || second is null)
            return null;
        var order = (first, second) switch
        {
            (NumberValue one, NumberValue other) => one.Number.CompareTo(other.Number),
            (TextValue one, TextValue other) => CompareTexts(run, one.Text, other.Text),
            _ => throw new JsonataException("T2009", $"{first.TypeName} and {second.TypeName} cannot be compared."),
        };
        return BooleanValue.Of(
            kind switch
            {
                Operator.Less => order < 0,
                Operator.LessOrEqual => order <= 0,
                Operator.Greater => order > 0,
                _ => order >= 0,
            }
        );
    }

    private static int CompareTexts(Evaluation run, string first, string second)
    {
        run.SpendOnText(first.Length < second.Length ? first : second);
        return string.CompareOrdinal(first, second);
    }

    private static TextValue Concatenate(Evaluation run, Value? first, Value? second) =>
        run.Text((first is null ? "" : ValueText.Of(run, first)) + (second is null ? "" : ValueText.Of(run, second)));

    private static BooleanValue Contains(Evaluation run, Value? first, Value? second)
    {
        var items = Sequences.Items(second);
        run.Spend(items.Count);
        return BooleanValue.Of(first is not null && items.Exists(item => ValueTests.IsIdentical(run, item, first)));
    }
}

/// <summary>The whole numbers from one to another: <c>a..b</c>.</summary>
internal sealed class RangeNode(int offset, Node left, Node right) : Node(offset)
{
    // jsonata.org: "Range operator".
    private const double Longest = 10_000_000;

    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        var first = run.Evaluate(left, input, frame);
        var last = run.Evaluate(right, input, frame);
        run.Offset = Offset;
        if (first is not null && !IsWhole(first))
            throw new JsonataException("T2003", "The left side of a range must be a whole number.");
        if (last is not null && !IsWhole(last))
            throw new JsonataException("T2004", "The right side of a range must be a whole number.");
        if (first is not NumberValue { Number: var from } || last is not NumberValue { Number: var to } || from > to)
            return null;
        var size = to - from + 1;
        if (size > Longest)
            throw new JsonataException("D2014", $"A range has at most {Longest} numbers, not {NumberText.Of(size)}.");
        run.Spend(size <= JsonataLimits.LongestSequence ? (int)size : 1);
        return ArrayValue.Range((long)from, (int)size);
    }

    private static bool IsWhole(Value value) =>
        value is NumberValue { Number: var number } && number == Math.Floor(number) && double.IsFinite(number);
}

/// <summary>A minus before a value.</summary>
internal sealed class NegateNode(int offset, Node operand) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        var value = run.Evaluate(operand, input, frame);
        if (value is null)
            return null;
        return value.IsNumber(out var number)
            ? NumberValue.Of(-number)
            : throw new JsonataException("D1002", $"{value.TypeName} cannot be negated.", Offset);
    }
}

/// <summary>A choice: <c>condition ? then : otherwise</c>.</summary>
internal sealed class ConditionNode(int offset, Node condition, Node then, Node? otherwise) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        if (run.Evaluate(condition, input, frame).IsTruthy())
            return run.Evaluate(then, input, frame);
        return otherwise is null ? null : run.Evaluate(otherwise, input, frame);
    }
}

/// <summary>A value with another in reserve: <c>a ?: b</c> where a is false or empty, <c>a ?? b</c> where a is undefined.</summary>
internal sealed class DefaultNode(int offset, Node preferred, Node reserve, bool onlyUndefined) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        var value = run.Evaluate(preferred, input, frame);
        return (onlyUndefined ? value is not null : value.IsTruthy()) ? value : run.Evaluate(reserve, input, frame);
    }
}

/// <summary>Expressions in a scope of their own; the last one's value counts.</summary>
internal sealed class BlockNode(int offset, IReadOnlyList<Node> expressions) : Node(offset)
{
    /// <summary>The expressions.</summary>
    public IReadOnlyList<Node> Expressions => expressions;

    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        var scope = new Frame(frame);
        Value? result = null;
        foreach (var expression in expressions)
            result = run.Evaluate(expression, input, scope);
        return result;
    }
}

/// <summary>Sets a variable: <c>$x := value</c>.</summary>
internal sealed class BindNode(int offset, string name, Node value) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        var bound = run.Evaluate(value, input, frame);
        frame.Bind(name, bound);
        return bound;
    }
}
