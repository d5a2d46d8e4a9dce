using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>An object made of pairs: the items with the same key make one member. An object constructor groups its context.</summary>
internal sealed record Grouping(IReadOnlyList<(Node Key, Node Value)> Pairs, int Offset)
{
    /// <summary>The object for some items.</summary>
    public static Value Evaluate(Evaluation run, Grouping grouping, Value? input, Frame frame) =>
        input is RowsValue stream ? grouping.GroupRows(run, stream.Rows, frame) : grouping.GroupItems(run, input, frame);

    private ObjectValue GroupItems(Evaluation run, Value? input, Frame frame)
    {
        // Nothing to group still makes the object once, so that a literal object does not depend on its context.
        List<Value?> items = input is ArrayValue { Count: > 0 } array ? array.Items : [input is ArrayValue ? null : input];
        var groups = new OrderedDictionary<string, (List<Value?> Items, int Pair)>(StringComparer.Ordinal);
        foreach (var item in items)
            Collect(run, groups, item, item, frame);
        var result = new ObjectValue();
        foreach (var (key, (members, pair)) in groups)
        {
            if (run.Evaluate(Pairs[pair].Value, Together(run, members), frame) is { } value)
                result.Members[key] = value;
        }
        return result;
    }

    private ObjectValue GroupRows(Evaluation run, List<Row> rows, Frame frame)
    {
        var groups = new OrderedDictionary<string, (List<Row> Items, int Pair)>(StringComparer.Ordinal);
        foreach (var row in rows)
            Collect(run, groups, row, row.Item, row.In(frame));
        var result = new ObjectValue();
        foreach (var (key, (members, pair)) in groups)
        {
            var row = Reduce(run, members);
            if (run.Evaluate(Pairs[pair].Value, row.Item, row.In(frame)) is { } value)
                result.Members[key] = value;
        }
        return result;
    }

    private void Collect<T>(
        Evaluation run,
        OrderedDictionary<string, (List<T> Items, int Pair)> groups,
        T item,
        Value? context,
        Frame frame
    )
    {
        for (var pair = 0; pair < Pairs.Count; pair++)
        {
            var key = run.Evaluate(Pairs[pair].Key, context, frame);
            if (key is null)
                continue;
            if (key is not TextValue { Text: var name })
                throw new JsonataException("T1003", $"A key must be a string, not {key.TypeName}.", Offset);
            if (!groups.TryGetValue(name, out var group))
                groups[name] = ([item], pair);
            else if (group.Pair != pair)
                throw new JsonataException("D1009", $"Two expressions give the same key '{Reading.Fields.Shorten(name)}'.", Offset);
            else
                group.Items.Add(item);
        }
    }

    private static Value? Together(Evaluation run, List<Value?> items)
    {
        if (items.FindAll(item => item is not null) is not [_, _, ..] defined)
            return items.Find(item => item is not null);
        var together = new List<Value?>(defined.Count);
        foreach (var item in defined)
            Sequences.AddFlat(together, item);
        run.SpendOnItems(together.Count);
        return new ArrayValue(together);
    }

    // The rows of one group become one row, whose variables hold the values of all.
    private static Row Reduce(Evaluation run, List<Row> rows)
    {
        if (rows is [var only])
            return only;
        var names = rows.SelectMany(row => row.Bindings.Keys).Distinct(StringComparer.Ordinal);
        var bindings = names.Select(name =>
            KeyValuePair.Create(name, Together(run, [.. rows.Select(row => row.Bindings.GetValueOrDefault(name))]))
        );
        return new Row(Together(run, [.. rows.Select(row => row.Item)]), bindings);
    }
}
