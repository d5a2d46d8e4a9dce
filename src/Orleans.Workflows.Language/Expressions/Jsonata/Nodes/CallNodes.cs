using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>A function: <c>function($x, $y)&lt;nn:n&gt;{ … }</c>.</summary>
internal sealed class LambdaNode(int offset, IReadOnlyList<string> parameters, Signature? signature, Node body) : Node(offset)
{
    public IReadOnlyList<string> Parameters => parameters;

    public Signature? Signature => signature;

    public Node Body => body;

    public override Value? Run(Evaluation run, Value? input, Frame frame) => new LambdaValue(this, parameters, input, frame);
}

/// <summary>A call.</summary>
internal sealed class CallNode(int offset, Node procedure, IReadOnlyList<Node> arguments) : Node(offset)
{
    public Node Procedure => procedure;

    public override Value? Run(Evaluation run, Value? input, Frame frame) => Call(run, input, frame);

    /// <summary>Calls; with a first argument that stands before the call where there is one: <c>value ~> $f(x)</c>.</summary>
    public Value? Call(Evaluation run, Value? input, Frame frame, Value? before = null, bool hasBefore = false)
    {
        var function = run.Evaluate(procedure, input, frame);
        if (function is null && procedure is PathNode { Steps: [NameNode { Name: var name }, ..] } && frame.Find(name) is not null)
            throw new JsonataException("T1005", $"'{name}' is no function; was ${name} meant?", Offset);
        var values = EvaluateArguments(run, input, frame, before, hasBefore);
        run.Offset = Offset;
        return run.Apply(function, values, input);
    }

    /// <summary>The values of the arguments.</summary>
    public Value?[] EvaluateArguments(Evaluation run, Value? input, Frame frame, Value? before = null, bool hasBefore = false)
    {
        var first = hasBefore ? 1 : 0;
        var values = new Value?[arguments.Count + first];
        if (hasBefore)
            values[0] = before;
        for (var i = 0; i < arguments.Count; i++)
            values[i + first] = run.Evaluate(arguments[i], input, frame);
        return values;
    }
}

/// <summary>A call at the end of a function, which its caller makes.</summary>
internal sealed class TailCallNode(CallNode call) : Node(call.Offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame) => new TailCall(call, input, frame);
}

/// <summary>A call with some arguments left open: <c>$f(?, 2)</c>.</summary>
internal sealed class PartialNode(int offset, Node procedure, IReadOnlyList<Node?> arguments) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        Argument?[] given = [.. arguments.Select(node => node is null ? null : new Argument(run.Evaluate(node, input, frame)))];
        var function = run.Evaluate(procedure, input, frame);
        if (function is null && procedure is PathNode { Steps: [NameNode { Name: var name }, ..] } && frame.Find(name) is not null)
            throw new JsonataException("T1007", $"'{name}' is no function; was ${name} meant?", Offset);
        return function switch
        {
            LambdaValue lambda => lambda.Partial(given),
            FunctionValue other => new PartialValue(other, given),
            _ => throw new JsonataException("T1008", "Only a function can be applied to some of its arguments.", Offset),
        };
    }
}

/// <summary>A value handed to a function, or two functions made one: <c>value ~> $f</c>, <c>$f ~> $g</c>.</summary>
internal sealed class ApplyNode(int offset, Node left, Node right) : Node(offset)
{
    public override Value? Run(Evaluation run, Value? input, Frame frame)
    {
        var value = run.Evaluate(left, input, frame);
        // The call's own predicates belong to what it gives.
        if (right is CallNode { Predicates: [], Group: null } call)
            return call.Call(run, input, frame, value, hasBefore: true);
        if (run.Evaluate(right, input, frame) is not FunctionValue function)
            throw new JsonataException("T2006", "What follows ~> must be a function.", Offset);
        return value is FunctionValue first
            ? new MadeFunction(1, (evaluation, arguments) => Chain(evaluation, first, function, arguments.ElementAtOrDefault(0)))
            : run.Apply(function, [value], null);
    }

    private static Value? Chain(Evaluation run, FunctionValue first, FunctionValue second, Value? argument) =>
        run.Apply(second, [run.Apply(first, [argument], null)], null);
}

/// <summary>A function that gives a changed copy: <c>| where | changes, deletions |</c>.</summary>
internal sealed class TransformNode(int offset, Node pattern, Node update, Node? deletion) : Node(offset)
{
    private static readonly Signature Accepted = Signature.Parse("<(oa):o>");

    public override Value? Run(Evaluation run, Value? input, Frame frame) =>
        new MadeFunction(1, (evaluation, arguments) => Transform(evaluation, arguments.ElementAtOrDefault(0), frame), Accepted);

    private Value? Transform(Evaluation run, Value? original, Frame frame)
    {
        if (original is null)
            return null;
        var copy = Copies.Of(run, original);
        foreach (var match in Sequences.Items(run.Evaluate(pattern, copy, frame)))
        {
            Update(run, match, frame);
            Delete(run, match, frame);
        }
        return copy;
    }

    private void Update(Evaluation run, Value? match, Frame frame)
    {
        var changes = run.Evaluate(update, match, frame);
        if (changes is null)
            return;
        if (changes is not ObjectValue values)
            throw new JsonataException("T2011", $"The changes of a transform must be an object, not {changes.TypeName}.", update.Offset);
        if (match is not ObjectValue target)
            return;
        foreach (var (name, value) in values.Members)
            target.Members[name] = value;
    }

    private void Delete(Evaluation run, Value? match, Frame frame)
    {
        if (deletion is null || run.Evaluate(deletion, match, frame) is not { } names)
            return;
        foreach (var name in Sequences.Items(names))
        {
            if (name is not TextValue text)
                throw new JsonataException("T2012", "The deletions of a transform must be strings.", deletion.Offset);
            (match as ObjectValue)?.Members.Remove(text.Text);
        }
    }
}
