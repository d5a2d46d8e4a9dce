namespace Workflows.Grains.Tasks;

/// <summary>
/// Does the work of Task states whose <c>resource</c> has one scheme. The extension point of the engine: register one as a service, and it is found by its <see cref="Scheme"/>.
/// </summary>
public interface ITaskExecutor
{
    /// <summary>What stands before the colon of the resource; empty for resources without one.</summary>
    string Scheme { get; }

    /// <summary>How long an attempt may take whose state says nothing. Default: null, no bound.</summary>
    TimeSpan? DefaultTimeout => null;

    /// <summary>Runs one attempt, on the thread pool.</summary>
    /// <param name="request">The attempt.</param>
    /// <param name="cancellationToken">Signalled when nobody waits for the outcome any more: timed out, cancelled, or the silo stops.</param>
    /// <returns>The outcome. An exception counts as <c>States.TaskFailed</c>.</returns>
    ValueTask<TaskOutcome> ExecuteAsync(TaskAttempt request, CancellationToken cancellationToken);
}
