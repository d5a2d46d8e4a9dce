using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Nodes;

namespace Workflows.Language.Expressions.Jsonata.Values;

/// <summary>Something that can be called.</summary>
internal abstract class FunctionValue : Value
{
    /// <summary>How many arguments it declares: higher-order functions pass no more than that.</summary>
    public abstract int Arity { get; }

    /// <summary>What it demands of its arguments; null for nothing.</summary>
    public virtual Signature? Signature => null;

    public override string TypeName => "function";

    public override char Symbol => 'f';

    /// <summary>Calls it; the arguments have passed the signature.</summary>
    /// <param name="run">The evaluation.</param>
    /// <param name="arguments">The values; missing ones are undefined.</param>
    /// <param name="input">The context of the call.</param>
    public abstract Value? Invoke(Evaluation run, Value?[] arguments, Value? input);
}

/// <summary>A function of the expression, with the scope in which it was written.</summary>
internal sealed class LambdaValue(LambdaNode node, IReadOnlyList<string> parameters, Value? input, Frame frame) : FunctionValue
{
    public override int Arity => parameters.Count;

    // What is left of a function after some of its arguments were given takes what it is given.
    public override Signature? Signature => parameters.Count == node.Parameters.Count ? node.Signature : null;

    public override Value? Invoke(Evaluation run, Value?[] arguments, Value? input1)
    {
        var scope = new Frame(frame);
        for (var i = 0; i < parameters.Count; i++)
            scope.Bind(parameters[i], i < arguments.Length ? arguments[i] : null);
        return run.Evaluate(node.Body, input, scope);
    }

    /// <summary>The function with some arguments given; null stands for those that are left open.</summary>
    public LambdaValue Partial(IReadOnlyList<Argument?> given)
    {
        var scope = new Frame(frame);
        List<string> open = [];
        for (var i = 0; i < parameters.Count; i++)
        {
            if (i < given.Count && given[i] is null)
                open.Add(parameters[i]);
            else
                scope.Bind(parameters[i], i < given.Count ? given[i]!.Value : null);
        }
        return new LambdaValue(node, open, input, scope);
    }
}

/// <summary>An argument of a partial application.</summary>
internal sealed record Argument(Value? Value);

/// <summary>A function of the language.</summary>
internal sealed class NativeValue(NativeFunction function) : FunctionValue
{
    public override int Arity => function.Arity;

    public override Signature? Signature => function.Signature;

    public override Value? Invoke(Evaluation run, Value?[] arguments, Value? input) => function.Evaluate(new Call(run, arguments, input));
}

/// <summary>A function with some of its arguments given.</summary>
internal sealed class PartialValue(FunctionValue function, IReadOnlyList<Argument?> given) : FunctionValue
{
    public override int Arity => given.Count(argument => argument is null);

    public override Value? Invoke(Evaluation run, Value?[] arguments, Value? input)
    {
        var next = 0;
        var all = given.Select(argument => argument is null ? arguments.ElementAtOrDefault(next++) : argument.Value).ToArray();
        return run.Apply(function, all, input);
    }
}

/// <summary>A function made while the expression runs.</summary>
internal sealed class MadeFunction(int arity, Func<Evaluation, Value?[], Value?> call, Signature? signature = null) : FunctionValue
{
    public override int Arity => arity;

    public override Signature? Signature => signature;

    public override Value? Invoke(Evaluation run, Value?[] arguments, Value? input) => call(run, arguments);
}

/// <summary>A call that is the last thing a function does: its caller makes it, when the function's own stack is gone.</summary>
internal sealed class TailCall(CallNode node, Value? input, Frame frame) : Value
{
    public CallNode Node => node;

    public Value? Input => input;

    public Frame Frame => frame;

    public override string TypeName => "function";

    public override char Symbol => 'f';
}

/// <summary>The rows of a path that binds variables or looks at parents: each an item with its bindings.</summary>
internal sealed class RowsValue(List<Row> rows) : Value
{
    public List<Row> Rows => rows;

    public override string TypeName => "array";

    public override char Symbol => 'a';
}
