using Workflows.Language.Data;

namespace Workflows.Grains.Contracts;

/// <summary>
/// What callbacks and external workers say about the attempts that they were given, each with the attempt's token. Any silo takes it; it holds when the call returns.
/// </summary>
public interface ITaskCompletions
{
    /// <summary>The attempt brought a result.</summary>
    /// <param name="token">The token of the attempt, as it was given away.</param>
    /// <param name="output">What it brought.</param>
    /// <param name="cancellationToken">Stops waiting for the answer; what was sent may hold.</param>
    Task<TokenOutcome> CompleteAsync(string token, JsonData output, CancellationToken cancellationToken = default);

    /// <summary>The attempt failed.</summary>
    /// <param name="token">The token of the attempt, as it was given away.</param>
    /// <param name="error">The name that retriers and catchers match. A reserved one, beginning with <c>States.</c>, becomes <c>States.TaskFailed</c>.</param>
    /// <param name="cause">A sentence for people; null for none.</param>
    /// <param name="cancellationToken">Stops waiting for the answer; what was sent may hold.</param>
    Task<TokenOutcome> FailAsync(string token, string error, string? cause, CancellationToken cancellationToken = default);

    /// <summary>Whoever has the attempt is still at it: its heartbeat begins anew, and a worker's task stays with the worker.</summary>
    /// <param name="token">The token of the attempt, as it was given away.</param>
    /// <param name="cancellationToken">Stops waiting for the answer; what was sent may hold.</param>
    Task<TokenOutcome> HeartbeatAsync(string token, CancellationToken cancellationToken = default);
}

/// <summary>What became of something that came with a token.</summary>
public enum TokenOutcome
{
    /// <summary>No outcome; rejected.</summary>
    None = 0,

    /// <summary>It holds.</summary>
    Accepted,

    /// <summary>The same had been said with this token before, and holds.</summary>
    Repeated,

    /// <summary>The token was genuine and is used up: the attempt was completed otherwise, timed out or was cancelled.</summary>
    Gone,

    /// <summary>Nobody gave this token away.</summary>
    NotFound,
}
