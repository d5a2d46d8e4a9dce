using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>How values come together in arrays and sequences.</summary>
internal static class Sequences
{
    /// <summary>Adds a value, or the items of an array; undefined adds nothing.</summary>
    public static void AddFlat(List<Value?> items, Value? value)
    {
        if (value is ArrayValue array)
            items.AddRange(array.Items);
        else if (value is not null)
            items.Add(value);
    }

    /// <summary>Both values in one array. JSONata: <c>$append</c>.</summary>
    public static Value? Append(Evaluation run, Value? first, Value? second)
    {
        if (first is null || second is null)
            return first ?? second;
        run.SpendOnItems((long)CountOf(first) + CountOf(second));
        List<Value?> items = [];
        AddFlat(items, first);
        AddFlat(items, second);
        return new ArrayValue(items);
    }

    /// <summary>The values of a member in an object, or in all objects of an array. JSONata: <c>$lookup</c>.</summary>
    public static Value? Lookup(Evaluation run, Value? input, string name)
    {
        if (input is ObjectValue members)
            return members.Find(name);
        if (input is not ArrayValue array)
            return null;
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        run.Spend(array.Count);
        List<Value?> found = [];
        foreach (var item in array.Items)
            AddFlat(found, Lookup(run, item, name));
        return ArrayValue.Sequence(found);
    }

    /// <summary>The items of an array; any other value is its own only item, undefined has none.</summary>
    public static List<Value?> Items(Value? value) =>
        value switch
        {
            null => [],
            ArrayValue array => array.Items,
            _ => [value],
        };

    private static int CountOf(Value value) => value is ArrayValue array ? array.Count : 1;
}
