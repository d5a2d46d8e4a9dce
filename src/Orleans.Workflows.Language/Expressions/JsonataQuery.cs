using Workflows.Language.Data;
using Workflows.Language.Expressions.Jsonata;
using Workflows.Language.Expressions.Jsonata.Values;
using Workflows.Language.Paths;

namespace Workflows.Language.Expressions;

/// <summary>
/// A JSONata expression of a definition: it sees the variables and <c>$states</c>. ASL: "Reserved variable: $states".
/// </summary>
/// <param name="expression">The expression.</param>
/// <param name="location">Where in its state it stands, as AWS writes it: <c>Output/total</c>; null outside of a state.</param>
internal sealed class JsonataQuery(JsonataExpression expression, string? location)
{
    /// <summary>Where in its state it stands; null outside of a state.</summary>
    public string? Location => location;

    /// <summary>The expression as the document has it.</summary>
    public string Text => $"{{% {expression.Text} %}}";

    /// <summary>The value of the expression.</summary>
    /// <exception cref="EvaluationException"><c>States.QueryEvaluationError</c>: it fails, or gives nothing.</exception>
    public JsonData Evaluate(EvaluationContext context)
    {
        try
        {
            var scope = context.Surroundings;
            return expression.Evaluate(null, name => Variable(context, name), (scope.Budget, scope.Entropy, scope.Now))
                ?? throw Failure("gives nothing (undefined)");
        }
        catch (JsonataException failure)
        {
            throw Failure($"fails at character {failure.Offset + 1} with {failure.Code}: {failure.Message.TrimEnd('.')}");
        }
    }

    private EvaluationException Failure(string why) =>
        new(ErrorNames.QueryEvaluationError, $"The JSONata expression '{Reading.Fields.Shorten(expression.Text)}' {why}.")
        {
            Location = location,
        };

    private static Value? Variable(EvaluationContext context, string name) =>
        name == VariableNames.Reserved ? States(context)
        : context.Surroundings.FindVariable(name) is { } value ? Value.From(value.Root)
        : null;

    private static ObjectValue States(EvaluationContext context)
    {
        List<(string, Func<Value>)> members = [];
        void Add(string name, JsonData? data)
        {
            if (data is not null)
                members.Add((name, () => Value.From(data.Root)));
        }
        Add("input", context.Surroundings.StateInput);
        Add("result", context.Result);
        Add("errorOutput", context.ErrorOutput);
        members.Add(("context", () => Deferred(context.Surroundings.ContextObject)));
        return new ObjectValue(members);
    }

    private static ObjectValue Deferred(LazyObject source) => new([.. source.Select(member => (member.Name, MakeOf(member)))]);

    private static Func<Value> MakeOf(LazyMember member) =>
        () => member.Inner is { } inner ? Deferred(inner) : Value.From(member.Value.Root);
}

/// <summary>A JSONata expression in place of a path: what selects a number, a timestamp, a list.</summary>
internal sealed class JsonataPath(JsonataQuery query) : DataPath
{
    public override string Text => query.Text;

    public override bool IsRoot => false;

    public override string UnfitError => ErrorNames.QueryEvaluationError;

    public override string? Location => query.Location;

    public override JsonData? Select(EvaluationContext context) => query.Evaluate(context);
}

/// <summary>A JSONata expression in place of a condition.</summary>
internal sealed class JsonataCondition(JsonataQuery query) : Condition
{
    public override bool IsTrue(EvaluationContext context)
    {
        var value = query.Evaluate(context);
        return value.Kind switch
        {
            System.Text.Json.JsonValueKind.True => true,
            System.Text.Json.JsonValueKind.False => false,
            _ => throw new EvaluationException(
                ErrorNames.QueryEvaluationError,
                $"The condition {query.Text} must give true or false, not {Model.DurationSource.Shown(value)}."
            )
            {
                Location = query.Location,
            },
        };
    }
}

/// <summary>A condition that is written as true or false.</summary>
internal sealed class FixedCondition(bool isTrue) : Condition
{
    public override bool IsTrue(EvaluationContext context) => isTrue;
}
