using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>
/// What an expression can see: the data (<c>$</c>), the context object (<c>$$</c>), the variables of its scope, the time of the decision
/// and a source of randomness.
/// </summary>
/// <param name="data">The value of <c>$</c>.</param>
/// <param name="contextObject">Builds the value of <c>$$</c>; asked at most once, and only if an expression looks at it.</param>
/// <param name="entropy">For functions that draw.</param>
public sealed class EvaluationContext(JsonData data, Func<LazyObject> contextObject, Entropy entropy)
{
    private LazyObject? context;

    /// <summary>The value of <c>$</c>.</summary>
    public JsonData Data { get; } = data;

    /// <summary>The value of <c>$$</c>; in JSONata <c>$states.context</c>.</summary>
    public LazyObject ContextObject => context ??= contextObject();

    /// <summary>For functions that draw.</summary>
    public Entropy Entropy { get; } = entropy;

    /// <summary>The time that <c>$now()</c> and <c>$millis()</c> give: that of the decision, never a clock's.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The value of a variable (<c>assign</c>) that this scope sees; null when none was set.</summary>
    public Func<string, JsonData?> Variables { get; init; } = static _ => null;

    /// <summary><c>$states.input</c> in JSONata: the raw input of the state. Null leaves it undefined.</summary>
    public JsonData? StateInput { get; init; }

    /// <summary><c>$states.result</c> in JSONata: what the work gave. Null leaves it undefined.</summary>
    public JsonData? Result { get; init; }

    /// <summary><c>$states.errorOutput</c> in JSONata: the error that a catcher sees. Null leaves it undefined.</summary>
    public JsonData? ErrorOutput { get; init; }

    /// <summary>The same surroundings with another value of <c>$</c>.</summary>
    public EvaluationContext With(JsonData data) => Copy(data, Result, ErrorOutput);

    /// <summary>The same surroundings after the work: <c>$</c> and <c>$states.result</c> are what it gave.</summary>
    public EvaluationContext WithResult(JsonData result) => Copy(result, result, ErrorOutput);

    /// <summary>The same surroundings for a catcher: <c>$</c> and <c>$states.errorOutput</c> are the error.</summary>
    public EvaluationContext WithError(JsonData error) => Copy(error, Result, error);

    private EvaluationContext Copy(JsonData data, JsonData? result, JsonData? errorOutput) =>
        new(data, () => ContextObject, Entropy)
        {
            Now = Now,
            Variables = Variables,
            StateInput = StateInput,
            Result = result,
            ErrorOutput = errorOutput,
        };
}
