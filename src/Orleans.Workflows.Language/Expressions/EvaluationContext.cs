using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>What an expression can see: the data (<c>$</c>), what the work gave, and the <see cref="Surroundings"/> that all expressions of a step share.</summary>
/// <param name="data">The value of <c>$</c>.</param>
/// <param name="surroundings">The context object, the variables, the time and the randomness.</param>
public sealed class EvaluationContext(JsonData data, Surroundings surroundings)
{
    /// <summary>The value of <c>$</c>.</summary>
    public JsonData Data { get; } = data;

    /// <summary>The context object, the variables, the time and the randomness.</summary>
    public Surroundings Surroundings { get; } = surroundings;

    /// <summary><c>$states.result</c> in JSONata: what the work gave. Null leaves it undefined.</summary>
    public JsonData? Result { get; init; }

    /// <summary><c>$states.errorOutput</c> in JSONata: the error that a catcher sees. Null leaves it undefined.</summary>
    public JsonData? ErrorOutput { get; init; }

    /// <summary>The same surroundings with another value of <c>$</c>.</summary>
    public EvaluationContext With(JsonData data) => new(data, Surroundings) { Result = Result, ErrorOutput = ErrorOutput };

    /// <summary>The same surroundings after the work: <c>$</c> and <c>$states.result</c> are what it gave.</summary>
    public EvaluationContext WithResult(JsonData result) => new(result, Surroundings) { Result = result, ErrorOutput = ErrorOutput };

    /// <summary>The same surroundings for a catcher: <c>$</c> and <c>$states.errorOutput</c> are the error.</summary>
    public EvaluationContext WithError(JsonData error) => new(error, Surroundings) { Result = Result, ErrorOutput = error };
}
