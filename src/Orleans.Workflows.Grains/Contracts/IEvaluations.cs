using Workflows.Language.Expressions;

namespace Workflows.Grains.Contracts;

/// <summary>Runs evaluations of definitions where they cannot hold anybody up, however long they take.</summary>
public interface IEvaluations
{
    /// <summary>
    /// Evaluates on the calling thread; what takes longer than a moment is begun anew on a thread of its own, in turn with others of its kind. It may be called twice and must have no effect.
    /// </summary>
    /// <param name="evaluate">What is evaluated, with the budget that it has to use.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    ValueTask<T> RunAsync<T>(Func<EvaluationBudget, T> evaluate, CancellationToken stop);
}
