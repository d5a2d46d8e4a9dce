using Workflows.Grains.Contracts;
using Workflows.Language.Expressions;

namespace Workflows.Grains.Executions;

/// <summary>
/// Keeps evaluations that take long from holding up others: they run one after the other on a thread of their own. The processors that are left belong to everybody else, so that costly definitions
/// wait for each other and nobody waits for them.
/// </summary>
internal sealed class Evaluations(TimeProvider time) : IEvaluations, IDisposable
{
    // Shorter than what anybody would notice; longer than what ordinary definitions take.
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// After how long a state is given up whatever its steps say: they are meant to be spent in a fraction of it, and this is for what is not counted well.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <inheritdoc/>
    public async ValueTask<T> RunAsync<T>(Func<EvaluationBudget, T> evaluate, CancellationToken stop)
    {
        try
        {
            return evaluate(ForShort());
        }
        catch (EvaluationInterruptedException)
        {
            return await RunLongAsync(evaluate, stop);
        }
    }

    /// <summary>A budget that interrupts what is not over soon.</summary>
    public EvaluationBudget ForShort()
    {
        var began = time.GetTimestamp();
        return new EvaluationBudget(_ => time.GetElapsedTime(began) > Short ? EvaluationVerdict.Interrupt : EvaluationVerdict.GoOn);
    }

    /// <summary>Evaluates what takes long, in its turn.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<T> RunLongAsync<T>(Func<EvaluationBudget, T> evaluate, CancellationToken stop)
    {
        await turns.WaitAsync(stop);
        try
        {
            return await Task.Factory.StartNew(
                () => evaluate(ForLong(stop)),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
        }
        catch (EvaluationInterruptedException interrupted)
        {
            throw new OperationCanceledException(interrupted.Message, interrupted, stop);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private EvaluationBudget ForLong(CancellationToken stop)
    {
        var began = time.GetTimestamp();
        return new EvaluationBudget(_ =>
            stop.IsCancellationRequested ? EvaluationVerdict.Interrupt
            : time.GetElapsedTime(began) > Longest ? EvaluationVerdict.FailState
            : EvaluationVerdict.GoOn
        );
    }
}
