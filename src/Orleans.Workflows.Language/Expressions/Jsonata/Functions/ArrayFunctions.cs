using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Functions on arrays. jsonata.org: "Array functions".</summary>
internal static class ArrayFunctions
{
    public static readonly NativeFunction[] All =
    [
        new("count", "<a:n>", 1, call => NumberValue.Of(call[0] is ArrayValue array ? array.Count : 0)),
        new("append", "<xx:a>", 2, call => Sequences.Append(call.Run, call[0], call[1])),
        new("reverse", "<a:a>", 1, Reverse),
        new("shuffle", "<a:a>", 1, Shuffle),
        new("distinct", "<x:x>", 1, Distinct),
        new("sort", "<af?:a>", 2, Sort),
        new("zip", "<a+>", 0, Zip),
    ];

    private static Value? Reverse(Call call)
    {
        if (call[0] is not ArrayValue { Count: > 1 } array)
            return call[0];
        call.Run.Spend(array.Count);
        return new ArrayValue([.. array.Items.AsEnumerable().Reverse()]);
    }

    private static Value? Shuffle(Call call)
    {
        if (call[0] is not ArrayValue { Count: > 1 } array)
            return call[0];
        call.Run.Spend(array.Count);
        List<Value?> items = [.. array.Items];
        for (var i = items.Count - 1; i > 0; i--)
        {
            var other = (int)(call.Run.Entropy.NextDouble() * (i + 1));
            (items[i], items[other]) = (items[other], items[i]);
        }
        return new ArrayValue(items);
    }

    private static Value? Distinct(Call call)
    {
        if (call[0] is not ArrayValue { Count: > 1 } array)
            return call[0];
        call.Run.Spend(array.Count);
        List<Value?> distinct = [];
        HashSet<string> texts = new(StringComparer.Ordinal);
        foreach (var item in array.Items)
        {
            // Strings, the common case, need not be compared with everything.
            if (item is TextValue text ? texts.Add(text.Text) : !IsAmong(call.Run, distinct, item))
                distinct.Add(item);
        }
        return new ArrayValue(distinct) { IsSequence = array.IsSequence };
    }

    private static bool IsAmong(Evaluation run, List<Value?> items, Value? value)
    {
        run.Spend(items.Count);
        return items.Exists(item => ValueTests.IsSame(run, item, value));
    }

    private static Value? Sort(Call call)
    {
        if (call[0] is not ArrayValue { Count: > 1 } array)
            return call[0];
        if (call.Function(1) is { } function)
        {
            var run = call.Run;
            return new ArrayValue(
                Sorting.MergeSort(run, array.Items, (left, right) => run.Apply(function, [left, right], null).IsTruthy())
            );
        }
        // A sort looks at each item about as often as their number has digits in base two.
        call.Run.Spend((long)array.Count * (1 + int.Log2(array.Count)));
        if (array.Items.TrueForAll(item => item.IsNumber(out _)))
            return new ArrayValue([.. array.Items.OrderBy(item => ((NumberValue)item!).Number)]);
        return array.Items.TrueForAll(item => item is TextValue)
            ? new ArrayValue([.. array.Items.OrderBy(item => ((TextValue)item!).Text, StringComparer.Ordinal)])
            : throw new JsonataException("D3070", "$sort needs a function unless all items are numbers, or all are strings.");
    }

    private static ArrayValue Zip(Call call)
    {
        var lists = call.Arguments.Select(Sequences.Items).ToList();
        var length = call.Arguments.Length == 0 ? 0 : call.Arguments.Min(argument => argument is ArrayValue array ? array.Count : 0);
        call.Run.SpendOnItems((long)length * lists.Count);
        return new ArrayValue([.. Enumerable.Range(0, length).Select(Value? (i) => new ArrayValue([.. lists.Select(list => list[i])]))]);
    }
}
