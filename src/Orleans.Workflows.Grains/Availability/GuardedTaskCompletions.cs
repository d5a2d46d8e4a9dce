using Workflows.Grains.Contracts;
using Workflows.Language.Data;

namespace Workflows.Grains.Availability;

/// <summary>What callbacks and workers report, for callers who do not wait for a database that is away.</summary>
internal sealed class GuardedTaskCompletions(ITaskCompletions completions, OutageGuard guard) : ITaskCompletions
{
    /// <inheritdoc/>
    public Task<TokenOutcome> CompleteAsync(string token, JsonData output, CancellationToken cancellationToken = default)
    {
        guard.Enter();
        return guard.WrittenAsync(completions.CompleteAsync(token, output, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TokenOutcome> FailAsync(string token, string error, string? cause, CancellationToken cancellationToken = default)
    {
        guard.Enter();
        return guard.WrittenAsync(completions.FailAsync(token, error, cause, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TokenOutcome> HeartbeatAsync(string token, CancellationToken cancellationToken = default)
    {
        guard.Enter();
        return guard.WrittenAsync(completions.HeartbeatAsync(token, cancellationToken), cancellationToken);
    }
}
