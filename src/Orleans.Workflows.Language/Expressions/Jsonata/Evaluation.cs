using System.Runtime.CompilerServices;
using Workflows.Language.Expressions.Jsonata.Nodes;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata;

/// <summary>One evaluation of an expression: its budget, and what it may know of the world.</summary>
internal sealed class Evaluation(EvaluationBudget budget, Entropy entropy, DateTimeOffset now)
{
    private const int CharactersPerStep = EvaluationBudget.BytesPerStep / sizeof(char);

    private int depth;

    /// <summary>The outermost scope.</summary>
    public Frame Global { get; set; } = new(static _ => null);

    /// <summary>For functions that draw.</summary>
    public Entropy Entropy => entropy;

    /// <summary>The time of the decision.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Where in the expression the evaluation is: the place of a failure that does not know its own.</summary>
    public int Offset { get; set; }

    /// <summary>Evaluates a node, its predicates and its grouping; a sequence of one item becomes that item.</summary>
    public Value? Evaluate(Node node, Value? input, Frame frame)
    {
        Spend(1);
        if (++depth > JsonataLimits.Depth)
            throw new JsonataException(
                "D1011",
                "The expression calls itself too deeply; let the last thing that a function does be its call."
            );
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Offset = node.Offset;
        var result = node.Run(this, input, frame);
        foreach (var predicate in node.Predicates)
            result = Filter.Apply(this, predicate, result, frame);
        if (node.Group is { } group && node is not PathNode)
            result = Grouping.Evaluate(this, group, result, frame);
        depth--;
        return result is ArrayValue { IsSequence: true } sequence ? Collapse(sequence, node.KeepsArray) : result;
    }

    /// <summary>Calls a function, and the functions that it ends in one after the other, so that tail calls need no stack.</summary>
    public Value? Apply(Value? function, Value?[] arguments, Value? input)
    {
        var result = Invoke(function, arguments, input);
        while (result is TailCall call)
        {
            var next = Evaluate(call.Node.Procedure, call.Input, call.Frame);
            var values = call.Node.EvaluateArguments(this, call.Input, call.Frame);
            Offset = call.Node.Offset;
            result = Invoke(next, values, input);
        }
        return result;
    }

    /// <summary>Calls a function with as many of the arguments as it takes.</summary>
    public Value? Apply(FunctionValue function, Value? first, Value? second, Value? third) =>
        Apply(
            function,
            function.Arity switch
            {
                <= 1 => [first],
                2 => [first, second],
                _ => [first, second, third],
            },
            null
        );

    /// <summary>Takes from the budget.</summary>
    /// <exception cref="JsonataException"><c>D1012</c>: the budget is spent.</exception>
    public void Spend(long cost)
    {
        if (!budget.TrySpend(cost))
            throw new JsonataException("D1012", $"The expressions of the state {budget.Excess}; does a loop never end?");
    }

    /// <summary>Takes from the budget what it costs to look through a text.</summary>
    public void SpendOnText(string text) => Spend(text.Length / CharactersPerStep);

    /// <summary>Takes from the budget what it costs to search a text for another.</summary>
    public void SpendOnSearch(string text, string sought) => Spend(EvaluationBudget.StepsOfSearch(text.Length, sought.Length));

    /// <summary>A text that the expression has built.</summary>
    public TextValue Text(string text)
    {
        Spend(text.Length / 8);
        return text.Length <= JsonataLimits.LongestResult ? new TextValue(text) : throw TooLong();
    }

    /// <summary>Takes from the budget what a sequence of some length costs.</summary>
    public void SpendOnItems(long count)
    {
        CheckItems(count);
        Spend(count);
    }

    /// <summary>Checks that a sequence may have so many items.</summary>
    public void CheckItems(long count)
    {
        if (count > JsonataLimits.LongestSequence)
            throw new JsonataException("D2015", $"A sequence has at most {JsonataLimits.LongestSequence} items.", Offset);
    }

    /// <summary>The failure of a text that is too long.</summary>
    public JsonataException TooLong() =>
        new("D1012", $"The expression builds a text of more than {JsonataLimits.LongestResult} characters.", Offset);

    private static Value? Collapse(ArrayValue sequence, bool keepsArray)
    {
        if (keepsArray)
            sequence.KeepsSingleton = true;
        return sequence.Count switch
        {
            0 => null,
            1 when !sequence.KeepsSingleton => sequence.Items[0],
            _ => sequence,
        };
    }

    private Value? Invoke(Value? function, Value?[] arguments, Value? input)
    {
        if (function is not FunctionValue callable)
            throw new JsonataException("T1006", "Only a function can be called.");
        Spend(1);
        var values = callable.Signature?.Validate(arguments, input) ?? arguments;
        foreach (var value in values)
        {
            if (value is TextValue text)
                SpendOnText(text.Text);
        }
        return callable.Invoke(this, values, input);
    }
}
