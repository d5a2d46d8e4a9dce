using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>What an expression can see: the data (<c>$</c>), the context object (<c>$$</c>) and a source of randomness.</summary>
/// <param name="data">The value of <c>$</c>.</param>
/// <param name="contextObject">Builds the value of <c>$$</c>; asked at most once, and only if an expression looks at it.</param>
/// <param name="entropy">For intrinsic functions that draw.</param>
public sealed class EvaluationContext(JsonData data, Func<JsonData> contextObject, Entropy entropy)
{
    private JsonData? context;

    /// <summary>The value of <c>$</c>.</summary>
    public JsonData Data { get; } = data;

    /// <summary>The value of <c>$$</c>.</summary>
    public JsonElement ContextObject => (context ??= contextObject()).Root;

    /// <summary>For intrinsic functions that draw.</summary>
    public Entropy Entropy { get; } = entropy;

    /// <summary>The same surroundings with another value of <c>$</c>.</summary>
    public EvaluationContext With(JsonData data) => new(data, () => context ??= contextObject(), Entropy);
}
