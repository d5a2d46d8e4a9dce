using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Language.Tests;

/// <summary>Surroundings of expressions.</summary>
internal static class Contexts
{
    public static EvaluationContext Of(string data, string contextObject = "{}") =>
        new(Payload(data), Around(() => LazyObject.Of(Payload(contextObject))));

    public static Surroundings Around(
        Func<LazyObject> contextObject,
        Func<string, JsonData?>? variables = null,
        string stateInput = "{}"
    ) =>
        new GivenSurroundings(contextObject, variables ?? (static _ => null))
        {
            Now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero),
            StateInput = Payload(stateInput),
        };

    public static JsonData Payload(string json) =>
        JsonPayload.TryParse(Encoding.UTF8.GetBytes(json), out var data, out var problem)
            ? data
            : throw new ArgumentException(problem.Message, nameof(json));

    private sealed class GivenSurroundings(Func<LazyObject> contextObject, Func<string, JsonData?> variables)
        : Surroundings(new FixedEntropy(), new EvaluationBudget())
    {
        public override JsonData? FindVariable(string name) => variables(name);

        protected override LazyObject DescribeContext() => contextObject();
    }

    private sealed class FixedEntropy : Entropy
    {
        public override double NextDouble() => 0.5;

        public override Guid NextGuid() => new("11111111-2222-4333-8444-555555555555");
    }
}
