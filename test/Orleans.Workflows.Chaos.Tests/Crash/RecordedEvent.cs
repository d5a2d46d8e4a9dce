namespace Workflows.Chaos.Tests.Crash;

/// <summary>An event of a history, as the host of the crash test tells it.</summary>
/// <param name="Sequence">Its place.</param>
/// <param name="Type">Its name.</param>
/// <param name="At">Its time.</param>
/// <param name="StepId">The step; null for none.</param>
/// <param name="Attempt">The attempt; null for none.</param>
internal sealed record RecordedEvent(long Sequence, string Type, DateTimeOffset At, string? StepId, int? Attempt)
{
    /// <summary>Whether the history ends here.</summary>
    public bool IsEnd => Type is "ExecutionSucceeded" or "ExecutionFailed" or "ExecutionTimedOut" or "ExecutionCancelled";
}
