using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Paths;

namespace Workflows.Language.Expressions;

/// <summary>
/// What a key ending in <c>.$</c> has as its value: a path, or an intrinsic function whose arguments are expressions again.
/// </summary>
internal abstract class Expression
{
    /// <summary>The expression as it was written.</summary>
    public abstract string Text { get; }

    /// <summary>Its value.</summary>
    public abstract JsonElement Evaluate(EvaluationContext context);
}

/// <summary>A path that must find something.</summary>
internal sealed class PathExpression(JsonPath path, PathDialect dialect) : Expression
{
    public override string Text => path.Text;

    private static readonly JsonElement Null = JsonElement.Parse("null");

    /// <summary>True where it finds no value, or null.</summary>
    public bool FindsNothing(EvaluationContext context) => path.SelectElement(context) is null or { ValueKind: JsonValueKind.Null };

    // AWS names this States.Runtime, although the specification has States.ParameterPathFailure; and an index past the end of a list gives null there.
    public override JsonElement Evaluate(EvaluationContext context) =>
        path.SelectElement(context)
        ?? (dialect == PathDialect.Asl && path.EndsPastList(context) ? Null : null as JsonElement?)
        ?? throw new EvaluationException(ErrorNames.Runtime, $"The path {path.Text} finds nothing in the data.");
}

/// <summary>A literal argument: a number, true, false or null.</summary>
internal sealed class LiteralExpression(JsonElement value) : Expression
{
    public override string Text => value.GetRawText();

    public override JsonElement Evaluate(EvaluationContext context) => value;
}

/// <summary>A text argument in single quotes.</summary>
internal sealed class TextExpression(string raw) : Expression
{
    private readonly JsonElement value = JsonText.String(Unescape(raw)).Root;

    /// <summary>The text between the quotes, escapes not resolved: <c>States.Format</c> must tell <c>{}</c> from <c>\{\}</c>.</summary>
    public string Raw => raw;

    public override string Text => $"'{raw}'";

    public override JsonElement Evaluate(EvaluationContext context) => value;

    private static string Unescape(string raw)
    {
        var text = new System.Text.StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
            text.Append(raw[i] == '\\' ? raw[++i] : raw[i]);
        return text.ToString();
    }
}

/// <summary>A call of an intrinsic function.</summary>
internal sealed class CallExpression(IntrinsicFunction function, IReadOnlyList<Expression> arguments) : Expression
{
    /// <summary>The function.</summary>
    public IntrinsicFunction Function => function;

    public override string Text => $"{function.Name}({string.Join(", ", arguments.Select(argument => argument.Text))})";

    public override JsonElement Evaluate(EvaluationContext context)
    {
        var budget = context.Surroundings.Budget;
        budget.Spend(1, ErrorNames.Runtime);
        if (function.Name == IntrinsicFormat.Name)
            return IntrinsicFormat.Evaluate(arguments, context);
        var values = new JsonElement[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(context);
            budget.SpendOn(values[i], ErrorNames.Runtime);
        }
        return function.Evaluate(new IntrinsicCall(function.Name, values, context.Surroundings.Entropy, budget));
    }
}
