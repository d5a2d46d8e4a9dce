using Workflows.Grains.Tasks;
using Workflows.Language.Data;

namespace Workflows.CrashHost;

/// <summary>Calls the test too, and fails on the first attempt of each step.</summary>
internal sealed class FlakyHandler(CallingHandler calling) : ITaskHandler
{
    /// <inheritdoc/>
    public async ValueTask<JsonData> HandleAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        var result = await calling.HandleAsync(attempt, cancellationToken);
        return attempt.Attempt > 1 ? result : throw new TaskException("Flaky", "the first attempt always fails");
    }
}
