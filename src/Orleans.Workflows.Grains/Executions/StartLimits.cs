namespace Workflows.Grains.Executions;

/// <summary>How many executions a silo takes.</summary>
/// <param name="MaxLiveExecutions">From how many on that are in its memory it refuses new ones from outside. In executions.</param>
public sealed record StartLimits(int MaxLiveExecutions)
{
    /// <summary>20,000 executions in memory.</summary>
    public static readonly StartLimits Default = new(20_000);
}
