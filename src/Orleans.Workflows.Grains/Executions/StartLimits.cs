namespace Workflows.Grains.Executions;

/// <summary>How many executions a silo takes.</summary>
/// <param name="MaxLiveExecutions">
/// From how many executions that were started from outside and are in its memory it refuses new ones; together with their children, from twice as many. In executions.
/// </param>
/// <param name="MaxDescendants">
/// How many executions there may be below one that was started from outside, ended ones included for as long as they are kept. In executions.
/// </param>
public sealed record StartLimits(int MaxLiveExecutions, int MaxDescendants)
{
    /// <summary>20,000 executions in memory, 10,000 in one tree.</summary>
    public static readonly StartLimits Default = new(20_000, 10_000);
}
