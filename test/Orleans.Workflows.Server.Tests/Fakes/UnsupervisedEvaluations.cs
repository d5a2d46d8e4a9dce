using Workflows.Grains.Contracts;
using Workflows.Language.Expressions;

namespace Workflows.Server.Tests.Fakes;

/// <summary>Evaluates on the calling thread, for as long as it takes.</summary>
internal sealed class UnsupervisedEvaluations : IEvaluations
{
    public ValueTask<T> RunAsync<T>(Func<EvaluationBudget, T> evaluate, CancellationToken stop) =>
        ValueTask.FromResult(evaluate(new EvaluationBudget()));
}
