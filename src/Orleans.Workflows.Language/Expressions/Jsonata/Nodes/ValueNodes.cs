using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>A string, true, false or null.</summary>
internal sealed class LiteralNode(int offset, Value value) : Node(offset)
{
    /// <summary>The value.</summary>
    public Value Value => value;

    public override Value? Run(Evaluation run, Value? input, Frame frame) => value;
}

/// <summary>A number; as a predicate it is a fixed position.</summary>
internal sealed class NumberNode(int offset, double number) : Node(offset)
{
    private readonly NumberValue value = NumberValue.Of(number);

    /// <summary>The number.</summary>
    public double Number => number;

    public override Value? Run(Evaluation run, Value? input, Frame frame) => value;
}

/// <summary>A member by its name.</summary>
internal sealed class NameNode(int offset, string name) : Node(offset)
{
    /// <summary>The name.</summary>
    public string Name => name;

    public override Value? Run(Evaluation run, Value? input, Frame frame) => Sequences.Lookup(run, input, name);
}

/// <summary>A variable; <c>$</c> alone is the context.</summary>
internal sealed class VariableNode(int offset, string name) : Node(offset)
{
    /// <summary>The name without the dollar sign.</summary>
    public string Name => name;

    public override Value? Run(Evaluation run, Value? input, Frame frame) =>
        name.Length > 0 ? frame.Find(name)
        : input is ArrayValue { IsWrapper: true } wrapper ? wrapper.Items[0]
        : input;
}

/// <summary>All members: <c>*</c>.</summary>
internal sealed class WildcardNode(int offset) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        List<Value?> found = [];
        if (input is ArrayValue { IsWrapper: true, Count: > 0 } wrapper)
            input = wrapper.Items[0];
        var members = input switch
        {
            ObjectValue one => one.Members.Values,
            ArrayValue array => array.Items,
            _ => (IEnumerable<Value?>)[],
        };
        foreach (var member in members)
            AddFlattened(run, found, member);
        return ArrayValue.Sequence(found);
    }

    private static void AddFlattened(Evaluation run, List<Value?> found, Value? value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        run.Spend(1);
        if (value is ArrayValue array)
            array.Items.ForEach(item => AddFlattened(run, found, item));
        else if (value is not null)
            found.Add(value);
    }
}

/// <summary>Everything below the context, and the context itself: <c>**</c>.</summary>
internal sealed class DescendantsNode(int offset) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        List<Value?> found = [];
        if (input is not null)
            Descend(run, found, input);
        return found is [var only] ? only : ArrayValue.Sequence(found);
    }

    private static void Descend(Evaluation run, List<Value?> found, Value? value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        run.Spend(1);
        if (value is ArrayValue array)
        {
            array.Items.ForEach(item => Descend(run, found, item));
            return;
        }
        found.Add(value);
        if (value is ObjectValue members)
        {
            foreach (var member in members.Members.Values)
                Descend(run, found, member);
        }
    }
}

/// <summary>The parent of the context: <c>%</c>. The path has carried it along.</summary>
internal sealed class ParentNode(int offset, AncestorSlot slot) : Node(offset)
{
    /// <summary>Where it is carried.</summary>
    public AncestorSlot Slot => slot;

    public override Value? Run(Evaluation run, Value? input, Frame frame) => frame.Find(slot.Label);
}

/// <summary>A regular expression.</summary>
internal sealed class RegexNode(int offset, Regex regex) : Node(offset)
{
    private readonly RegexValue value = new(regex);

    public override Value? Run(Evaluation run, Value? input, Frame frame) => value;
}

/// <summary>An array constructor: <c>[a, b..c]</c>.</summary>
internal sealed class ArrayNode(int offset, IReadOnlyList<Node> items) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        // A range alone is not looked at, so that counting ten million numbers makes none of them.
        if (items is [RangeNode range])
            return run.Evaluate(range, input, frame) is var made && made is ArrayValue array ? array.AsArray(IsConstructed) : Single(made);
        List<Value?> values = [];
        foreach (var item in items)
        {
            var value = run.Evaluate(item, input, frame);
            if (item is ArrayNode && value is not null)
                values.Add(value);
            else
                Sequences.AddFlat(values, value);
        }
        run.SpendOnItems(values.Count);
        return new ArrayValue(values) { IsConstructed = IsConstructed };
    }

    // A range of one number is that number.
    private ArrayValue Single(Value? value) => new(value is null ? [] : [value]) { IsConstructed = IsConstructed };
}

/// <summary>An object constructor: <c>{key: value}</c>.</summary>
internal sealed class ObjectNode(int offset, Grouping pairs) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame) => Grouping.Evaluate(run, pairs, input, frame);
}
