using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Expressions.Jsonata;

namespace Workflows.Language.Tests.Expressions.Jsonata;

/// <summary>Evaluates expressions on an order, or on what a test gives.</summary>
internal static class Evaluated
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 19, 10, 1, 500, TimeSpan.Zero);

    public const string Order = """
        {
          "id": 12345678901234567890,
          "customer": {"name": "Ada", "tags": ["new", "eu"]},
          "lines": [
            {"sku": "pen", "price": 2.5, "count": 4, "tags": ["blue"]},
            {"sku": "ink", "price": 7, "count": 1},
            {"sku": "pen", "price": 3, "count": 2, "tags": ["red", "fine"]}
          ]
        }
        """;

    /// <summary>The result as JSON; <c>undefined</c> where there is none.</summary>
    public static string Of(string expression, string? input = Order, IReadOnlyDictionary<string, JsonData>? bindings = null) =>
        JsonataExpression
            .Parse(expression)
            .Evaluate(
                input is null ? null : Contexts.Payload(input),
                bindings ?? new Dictionary<string, JsonData>(StringComparer.Ordinal),
                Contexts.Of("{}").Surroundings.Entropy,
                Now
            )
            ?.ToString()
        ?? "undefined";

    /// <summary>The code with which an expression fails.</summary>
    public static string Failure(string expression, string? input = Order) =>
        Assert.Throws<JsonataException>(() => Of(expression, input)).Code;
}
