using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>One of the expressions that an order goes by.</summary>
internal sealed record SortTerm(Node Expression, bool IsDescending);

/// <summary>The order-by step of a path: <c>^(&gt;price, name)</c>.</summary>
internal sealed class SortNode(int offset, IReadOnlyList<SortTerm> terms) : Node(offset)
{
    /// <summary>The items in order; equal ones stay in theirs.</summary>
    public List<T> Sort<T>(Evaluation run, List<T> items, Func<T, (Value? Item, Frame Frame)> scope) =>
        Sorting.MergeSort(run, items, (left, right) => Compare(run, scope(left), scope(right)) > 0);

    public override Value? Run(Evaluation run, Value? input, Frame frame) =>
        throw new InvalidOperationException("A path sorts; the step is never evaluated by itself.");

    private int Compare(Evaluation run, (Value? Item, Frame Frame) left, (Value? Item, Frame Frame) right)
    {
        foreach (var term in terms)
        {
            var first = run.Evaluate(term.Expression, left.Item, left.Frame);
            var second = run.Evaluate(term.Expression, right.Item, right.Frame);
            // What is undefined comes last in either direction.
            if (first is null || second is null)
            {
                if (first is null && second is null)
                    continue;
                return first is null ? 1 : -1;
            }
            var order = CompareDefined(first, second);
            if (order != 0)
                return term.IsDescending ? -order : order;
        }
        return 0;
    }

    private int CompareDefined(Value first, Value second)
    {
        foreach (var value in (Value[])[first, second])
        {
            if (value is not (TextValue or NumberValue))
                throw new JsonataException("T2008", $"An order goes by numbers or strings, not by {value.TypeName}.", Offset);
        }
        return (first, second) switch
        {
            (NumberValue one, NumberValue other) => one.Number.CompareTo(other.Number),
            (TextValue one, TextValue other) => string.CompareOrdinal(one.Text, other.Text),
            _ => throw new JsonataException("T2007", "An order cannot go by numbers and strings at once.", Offset),
        };
    }
}
