using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Functions on objects, and on values of any type. jsonata.org: "Object functions".</summary>
internal static class ObjectFunctions
{
    public static readonly NativeFunction[] All =
    [
        new("keys", "<x-:a<s>>", 1, Keys),
        new("lookup", "<x-s:x>", 2, call => call.Text(1) is { } name ? Sequences.Lookup(call.Run, call[0], name) : null),
        new("spread", "<x-:a<o>>", 1, call => Spread(call.Run, call[0])),
        new("merge", "<a<o>:o>", 1, Merge),
        new("exists", "<x:b>", 1, call => BooleanValue.Of(call[0] is not null)),
        new("type", "<x:s>", 1, call => call[0] is { } value ? new TextValue(value.TypeName) : null),
        new("clone", "<(oa)-:o>", 1, call => call[0] is { } value ? Copies.Of(call.Run, value) : null),
        new(
            "error",
            "<s?:x>",
            1,
            call => throw new JsonataException("D3137", call.Text(0) is { Length: > 0 } text ? text : "$error was called.")
        ),
        new("assert", "<bs?:x>", 2, Assert),
    ];

    private static ArrayValue Keys(Call call)
    {
        OrderedDictionary<string, bool> names = new(StringComparer.Ordinal);
        Collect(call.Run, call[0], names);
        return ArrayValue.Sequence([.. names.Keys.Select(name => new TextValue(name))]);
    }

    private static void Collect(Evaluation run, Value? value, OrderedDictionary<string, bool> names)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        run.Spend(1);
        if (value is ArrayValue array)
            array.Items.ForEach(item => Collect(run, item, names));
        if (value is not ObjectValue members)
            return;
        run.Spend(members.Count);
        foreach (var name in members.Members.Keys)
            names[name] = true;
    }

    private static Value? Spread(Evaluation run, Value? value)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        List<Value?> parts = [];
        switch (value)
        {
            case ArrayValue array:
                run.Spend(array.Count);
                array.Items.ForEach(item => Sequences.AddFlat(parts, Spread(run, item)));
                return ArrayValue.Sequence(parts);
            case ObjectValue members:
                run.Spend(members.Count);
                foreach (var (name, member) in members.Members)
                {
                    var part = new ObjectValue();
                    part.Members[name] = member;
                    parts.Add(part);
                }
                return ArrayValue.Sequence(parts);
            default:
                return value;
        }
    }

    private static ObjectValue? Merge(Call call)
    {
        if (call.Items(0) is not { } items)
            return null;
        var merged = new ObjectValue();
        foreach (var item in items.OfType<ObjectValue>())
        {
            call.Run.Spend(item.Count);
            foreach (var (name, value) in item.Members)
                merged.Members[name] = value;
        }
        return merged;
    }

    private static Value? Assert(Call call) =>
        call[0].IsTruthy()
            ? null
            : throw new JsonataException("D3141", call.Text(1) is { Length: > 0 } text ? text : "An $assert does not hold.");
}
