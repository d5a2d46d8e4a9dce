using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>A path: each step is evaluated for every item that the step before it gave.</summary>
internal sealed class PathNode(int offset, List<Node> steps) : Node(offset)
{
    /// <summary>The steps.</summary>
    public List<Node> Steps => steps;

    /// <summary>True when the result stays an array even with one item.</summary>
    public bool KeepsSingleton { get; set; }

    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        // A path that begins with a variable does not depend on the context, so it is not repeated for each item of it.
        Value? items = input is ArrayValue && steps[0] is not VariableNode ? input : ArrayValue.Sequence([input]);
        List<Row>? rows = null;
        var bindsRows = false;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            bindsRows |= step.BindsRows;
            if (i == 0 && step.IsConstructed)
                items = First(run.Evaluate(step, items, frame));
            else if (bindsRows)
                rows = BindStep(run, step, items, rows, frame);
            else
                items = PlainStep(run, step, (ArrayValue)items!, frame, isLast: i == steps.Count - 1);
            if (!bindsRows && items is null or ArrayValue { Count: 0 })
                break;
        }
        rows ??= [];
        if (bindsRows)
            items = BindsRows ? new RowsValue(rows) : ArrayValue.Sequence([.. rows.Select(row => row.Item)]);
        items = Kept(items);
        return Group is null ? items : Grouping.Evaluate(run, Group, bindsRows ? new RowsValue(rows) : items, frame);
    }

    private static Value? First(Value? made) => made is null or ArrayValue ? made : ArrayValue.Sequence([made]);

    private Value? Kept(Value? items)
    {
        if (!KeepsSingleton || items is not ArrayValue array)
            return items;
        if (array is { IsConstructed: true, IsSequence: false })
            array = ArrayValue.Sequence([array]);
        array.KeepsSingleton = true;
        return array;
    }

    private static ArrayValue PlainStep(Evaluation run, Node step, ArrayValue input, Frame frame, bool isLast)
    {
        if (step is SortNode sort)
        {
            var sorted = sort.Sort(run, input.Items, item => (item, frame));
            return (ArrayValue)Staged(run, step, ArrayValue.Sequence(sorted), frame)!;
        }
        List<Value?> results = [];
        foreach (var item in input.Items)
        {
            if (Staged(run, step, run.Evaluate(step, item, frame), frame) is { } result)
                results.Add(result);
        }
        if (isLast && results is [ArrayValue { IsSequence: false } only])
            return only;
        return Flatten(run, results);
    }

    private static ArrayValue Flatten(Evaluation run, List<Value?> results)
    {
        var flat = new List<Value?>(results.Count);
        foreach (var result in results)
        {
            if (result is ArrayValue { IsConstructed: false } array)
            {
                run.SpendOnItems((long)flat.Count + array.Count);
                flat.AddRange(array.Items);
            }
            else
                flat.Add(result);
        }
        return ArrayValue.Sequence(flat);
    }

    private static Value? Staged(Evaluation run, Node step, Value? result, Frame frame)
    {
        foreach (var stage in step.Stages)
        {
            if (stage.Predicate is { } predicate)
                result = Filter.Apply(run, predicate, result, frame);
        }
        return result;
    }

    private static List<Row> BindStep(Evaluation run, Node step, Value? input, List<Row>? rows, Frame frame)
    {
        if (step is SortNode sort)
            return StagedRows(run, step, SortRows(run, sort, input, rows, frame), frame);
        rows ??= [.. ((ArrayValue)input!).Items.Select(item => new Row(item, []))];
        List<Row> results = [];
        foreach (var row in rows)
        {
            var result = run.Evaluate(step, row.Item, row.In(frame));
            if (result is RowsValue inner)
                results.AddRange(inner.Rows.Select(one => row.Followed(one.Item, one)));
            else
                AddRows(step, row, Functions.Sequences.Items(result), results);
            run.Spend(results.Count / 16);
        }
        run.SpendOnItems(results.Count);
        return StagedRows(run, step, results, frame);
    }

    private static void AddRows(Node step, Row row, List<Value?> items, List<Row> results)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var next = row.Followed(step.Focus is null ? items[i] : row.Item);
            if (step.Focus is { } focus)
                next.Bind(focus, items[i]);
            if (step.Index is { } index)
                next.Bind(index, NumberValue.Of(i));
            if (step.Ancestor is { } ancestor)
                next.Bind(ancestor.Label, row.Item);
            results.Add(next);
        }
    }

    private static List<Row> SortRows(Evaluation run, SortNode sort, Value? input, List<Row>? rows, Frame frame)
    {
        if (rows is not null)
            return sort.Sort(run, rows, row => (row.Item, row.In(frame)));
        var sorted = sort.Sort(run, ((ArrayValue)input!).Items, item => (item, frame));
        return
        [
            .. sorted.Select(
                (item, i) => new Row(item, sort.Index is { } index ? [KeyValuePair.Create(index, (Value?)NumberValue.Of(i))] : [])
            ),
        ];
    }

    private static List<Row> StagedRows(Evaluation run, Node step, List<Row> rows, Frame frame)
    {
        foreach (var stage in step.Stages)
        {
            if (stage.Predicate is { } predicate)
                rows = ((RowsValue)Filter.Apply(run, predicate, new RowsValue(rows), frame)!).Rows;
            for (var i = 0; stage.Index is { } index && i < rows.Count; i++)
                rows[i].Bind(index, NumberValue.Of(i));
        }
        return rows;
    }
}
