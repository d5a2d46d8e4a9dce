using System.Runtime.CompilerServices;

namespace Workflows.Language.Expressions.Jsonata.Values;

/// <summary>What JSONata asks of values: whether they count as true, as numbers, as equal.</summary>
internal static class ValueTests
{
    /// <summary>Whether a value counts as true; undefined does not. JSONata: <c>$boolean</c>.</summary>
    public static bool IsTruthy(this Value? value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return value switch
        {
            BooleanValue boolean => boolean.IsTrue,
            TextValue text => text.Text.Length > 0,
            NumberValue => value.IsNumber(out var number) && number != 0,
            ArrayValue array => array.Items.Exists(item => item.IsTruthy()),
            ObjectValue members => members.Count > 0,
            _ => false,
        };
    }

    /// <summary>Whether a value is a number that can be reckoned with.</summary>
    /// <exception cref="JsonataException"><c>D1001</c>: the number is infinite.</exception>
    public static bool IsNumber(this Value? value, out double number)
    {
        number = value is NumberValue found ? found.Number : double.NaN;
        if (double.IsInfinity(number))
            throw new JsonataException("D1001", $"Number out of range: {NumberText.Of(number)}.");
        return !double.IsNaN(number);
    }

    /// <summary>Whether two values are the same JSON value.</summary>
    public static bool IsSame(Evaluation run, Value? left, Value? right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (ReferenceEquals(left, right))
            return true;
        run.Spend(1);
        return (left, right) switch
        {
            (NumberValue one, NumberValue other) => one.Number == other.Number,
            (TextValue one, TextValue other) => AreSameTexts(run, one.Text, other.Text),
            (ArrayValue one, ArrayValue other) => AreSameItems(run, one, other),
            (ObjectValue one, ObjectValue other) => AreSameMembers(run, one, other),
            _ => false,
        };
    }

    /// <summary>Whether two values are identical: containers only where they are one and the same.</summary>
    public static bool IsIdentical(Evaluation run, Value? left, Value? right) =>
        left is ArrayValue or ObjectValue ? ReferenceEquals(left, right) : IsSame(run, left, right);

    private static bool AreSameTexts(Evaluation run, string left, string right)
    {
        if (left.Length != right.Length)
            return false;
        run.SpendOnText(left);
        return left == right;
    }

    private static bool AreSameItems(Evaluation run, ArrayValue left, ArrayValue right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!IsSame(run, left.Items[i], right.Items[i]))
                return false;
        }
        return true;
    }

    private static bool AreSameMembers(Evaluation run, ObjectValue left, ObjectValue right)
    {
        if (left.Count != right.Count)
            return false;
        foreach (var (name, value) in left.Members)
        {
            if (right.Find(name) is not { } twin || !IsSame(run, value, twin))
                return false;
        }
        return true;
    }
}
