using System.Runtime.CompilerServices;
using Workflows.Language.Data;
using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Nodes;
using Workflows.Language.Expressions.Jsonata.Syntax;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata;

/// <summary>A JSONata 2 expression, compiled once: jsonata.org, with the functions that AWS adds. It never changes and can be shared.</summary>
public sealed class JsonataExpression
{
    private readonly Node root;

    private JsonataExpression(string text)
    {
        Text = text;
        root = Compiler.Compile(text, out var variables, out var outlook);
        (Variables, Outlook) = (variables, outlook);
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="JsonataException">It is none; the code begins with S.</exception>
    public static JsonataExpression Parse(string text) => new(text);

    /// <summary>Evaluates the expression.</summary>
    /// <param name="input">The value of <c>$</c>; null for undefined.</param>
    /// <param name="bindings">The value of a variable, without its dollar sign; null for undefined.</param>
    /// <param name="entropy">For <c>$random</c>, <c>$uuid</c> and <c>$shuffle</c>.</param>
    /// <param name="now">For <c>$now</c> and <c>$millis</c>.</param>
    /// <returns>The result; null for undefined.</returns>
    /// <exception cref="JsonataException">The data do not fit the expression, or a budget is spent.</exception>
    /// <exception cref="EvaluationException"><c>States.DataLimitExceeded</c>: the result is too large.</exception>
    public JsonData? Evaluate(JsonData? input, Func<string, JsonData?> bindings, Entropy entropy, DateTimeOffset now) =>
        Evaluate(
            input is null ? null : Value.From(input.Root),
            name => bindings(name) is { } data ? Value.From(data.Root) : null,
            (new EvaluationBudget(), entropy, now)
        );

    /// <summary>Evaluates the expression with variables that are known beforehand.</summary>
    /// <inheritdoc cref="Evaluate(JsonData?, Func{string, JsonData?}, Entropy, DateTimeOffset)"/>
    public JsonData? Evaluate(JsonData? input, IReadOnlyDictionary<string, JsonData> bindings, Entropy entropy, DateTimeOffset now) =>
        Evaluate(input, bindings.GetValueOrDefault, entropy, now);

    /// <summary>The names of all variables that stand in the expression, also of those that it binds itself.</summary>
    internal IReadOnlyList<Variable> Variables { get; }

    /// <summary>What the expression looks at that somebody else must provide.</summary>
    internal Outlook Outlook { get; }

    /// <summary>Evaluates with values that are made when they are asked for.</summary>
    internal JsonData? Evaluate(
        Value? input,
        Func<string, Value?> bindings,
        (EvaluationBudget Budget, Entropy Entropy, DateTimeOffset Now) world
    )
    {
        var run = new Evaluation(world.Budget, world.Entropy, world.Now);
        // Bound once each, so that a variable is the same value wherever it is looked at.
        var known = new Dictionary<string, Value?>(StringComparer.Ordinal) { ["$"] = input };
        run.Global = new Frame(name =>
        {
            if (!known.TryGetValue(name, out var value))
                known[name] = value = bindings(name) ?? Library.Find(name);
            return value;
        });
        try
        {
            return run.Evaluate(root, Wrapped(input), run.Global) is { } result ? ValueWriter.ToData(result) : null;
        }
        catch (JsonataException failure)
        {
            failure.PlaceAt(run.Offset);
            throw;
        }
        catch (InsufficientExecutionStackException)
        {
            throw new JsonataException("D1011", "The expression, or a value that it builds, is nested too deeply.", run.Offset);
        }
    }

    /// <summary>An array that is the input as a whole is one value, not many.</summary>
    internal static Value? Wrapped(Value? input) =>
        input is ArrayValue { IsSequence: false } array ? new ArrayValue([array]) { IsSequence = true, IsWrapper = true } : input;
}
