using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Functions that call functions. jsonata.org: "Higher order functions".</summary>
internal static class HigherOrderFunctions
{
    public static readonly NativeFunction[] All =
    [
        new("map", "<af>", 2, Map),
        new("filter", "<af>", 2, Filter),
        new("single", "<af?>", 2, Single),
        new("reduce", "<afj?:j>", 3, Reduce),
        new("sift", "<o-f?:o>", 2, Sift),
        new("each", "<o-f:a>", 2, Each),
    ];

    private static ArrayValue? Map(Call call)
    {
        if (call[0] is not ArrayValue array || call.Function(1) is not { } function)
            return null;
        List<Value?> results = [];
        for (var i = 0; i < array.Count; i++)
        {
            if (call.Run.Apply(function, array.Items[i], NumberValue.Of(i), array) is { } result)
                results.Add(result);
        }
        return ArrayValue.Sequence(results);
    }

    private static ArrayValue? Filter(Call call)
    {
        if (call[0] is not ArrayValue array || call.Function(1) is not { } function)
            return null;
        List<Value?> results = [];
        for (var i = 0; i < array.Count; i++)
        {
            if (call.Run.Apply(function, array.Items[i], NumberValue.Of(i), array).IsTruthy())
                results.Add(array.Items[i]);
        }
        return ArrayValue.Sequence(results);
    }

    private static Value? Single(Call call)
    {
        if (call[0] is not ArrayValue array)
            return null;
        var found = -1;
        for (var i = 0; i < array.Count; i++)
        {
            if (call.Function(1) is { } function && !call.Run.Apply(function, array.Items[i], NumberValue.Of(i), array).IsTruthy())
                continue;
            if (found >= 0)
                throw new JsonataException("D3138", "$single found more than one item.");
            found = i;
        }
        return found >= 0 ? array.Items[found] : throw new JsonataException("D3139", "$single found no item.");
    }

    private static Value? Reduce(Call call)
    {
        if (call[0] is not ArrayValue array || call.Function(1) is not { } function)
            return null;
        if (function.Arity < 2)
            throw new JsonataException("D3050", "The function of $reduce must take two arguments.");
        var takesFirst = call[2] is null && array.Count > 0;
        var result = takesFirst ? array.Items[0] : call[2];
        for (var i = takesFirst ? 1 : 0; i < array.Count; i++)
        {
            Value?[] all = [result, array.Items[i], NumberValue.Of(i), array];
            result = call.Run.Apply(function, all[..Math.Min(function.Arity, 4)], null);
        }
        return result;
    }

    private static ObjectValue? Sift(Call call)
    {
        if (call[0] is not ObjectValue members || call.Function(1) is not { } function)
            return null;
        var result = new ObjectValue();
        foreach (var (name, value) in members.Members)
        {
            if (call.Run.Apply(function, value, new TextValue(name), members).IsTruthy())
                result.Members[name] = value;
        }
        return result.Count == 0 ? null : result;
    }

    private static ArrayValue Each(Call call)
    {
        List<Value?> results = [];
        if (call[0] is ObjectValue members && call.Function(1) is { } function)
        {
            foreach (var (name, value) in members.Members)
            {
                if (call.Run.Apply(function, value, new TextValue(name), members) is { } result)
                    results.Add(result);
            }
        }
        return ArrayValue.Sequence(results);
    }
}
