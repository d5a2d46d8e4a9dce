using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Language.Tests;

/// <summary>Surroundings of expressions.</summary>
internal static class Contexts
{
    public static EvaluationContext Of(string data, string contextObject = "{}") =>
        new(Payload(data), () => LazyObject.Of(Payload(contextObject)), new FixedEntropy());

    public static JsonData Payload(string json) =>
        JsonPayload.TryParse(Encoding.UTF8.GetBytes(json), out var data, out var problem)
            ? data
            : throw new ArgumentException(problem.Message, nameof(json));

    private sealed class FixedEntropy : Entropy
    {
        public override double NextDouble() => 0.5;

        public override Guid NextGuid() => new("11111111-2222-4333-8444-555555555555");
    }
}
