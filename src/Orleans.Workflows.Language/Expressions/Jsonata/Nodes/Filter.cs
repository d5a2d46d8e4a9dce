using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>Predicates: <c>[position]</c>, <c>[condition]</c>.</summary>
internal static class Filter
{
    /// <summary>The items that a predicate lets pass.</summary>
    public static Value? Apply(Evaluation run, Node predicate, Value? input, Frame frame)
    {
        if (input is RowsValue stream)
        {
            var rows = stream.Rows;
            return new RowsValue([.. Select(run, predicate, rows.Count, i => (rows[i].Item, rows[i].In(frame))).Select(i => rows[i])]);
        }
        var items = input is ArrayValue array ? array.Items : [input];
        var kept = Select(run, predicate, items.Count, i => (items[i], frame));
        // An item at a fixed position that is an array itself is what is meant, not a sequence around it.
        if (predicate is NumberNode && kept is [var only] && items[only] is ArrayValue inner)
            return inner;
        return ArrayValue.Sequence([.. kept.Select(i => items[i]).Where(item => item is not null)]);
    }

    private static List<int> Select(Evaluation run, Node predicate, int count, Func<int, (Value? Item, Frame Frame)> at)
    {
        if (predicate is NumberNode fixedPosition)
            return Position(fixedPosition.Number, count) is >= 0 and var found && found < count ? [(int)found] : [];
        List<int> kept = [];
        for (var i = 0; i < count; i++)
        {
            var (item, frame) = at(i);
            var verdict = run.Evaluate(predicate, item, frame);
            if (verdict.IsNumber(out var position))
            {
                if (Position(position, count) == i)
                    kept.Add(i);
            }
            else if (verdict is ArrayValue positions && positions.Items.TrueForAll(one => one.IsNumber(out _)))
            {
                run.Spend(positions.Count);
                kept.AddRange(Enumerable.Repeat(i, positions.Items.Count(one => Position(((NumberValue)one!).Number, count) == i)));
            }
            else if (verdict.IsTruthy())
                kept.Add(i);
        }
        return kept;
    }

    // Negative positions count from the end.
    private static double Position(double number, int count)
    {
        var whole = Math.Floor(number);
        return whole < 0 ? count + whole : whole;
    }
}
