using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>Does the work of one resource in this process. Tasks run at least once: what must not happen twice has to look at <see cref="TaskAttempt.IdempotencyKey"/>.</summary>
public interface ITaskHandler
{
    /// <summary>Runs one attempt.</summary>
    /// <param name="request">The attempt, with its input.</param>
    /// <param name="cancellationToken">Signalled when nobody waits for the outcome any more.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskException">The attempt failed with an error that retriers and catchers can name. Any other exception is <c>States.TaskFailed</c>.</exception>
    ValueTask<JsonData> HandleAsync(TaskAttempt request, CancellationToken cancellationToken);
}
