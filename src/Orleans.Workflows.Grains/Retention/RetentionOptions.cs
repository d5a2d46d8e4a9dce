using Workflows.Core.State;

namespace Workflows.Grains.Retention;

/// <summary>For how long executions are kept after their end, by how they ended. Section <c>Retention</c>.</summary>
/// <remarks>With an execution goes its id: an <c>Idempotency-Key</c> that named it starts another one.</remarks>
public sealed class RetentionOptions
{
    /// <summary>Executions that succeeded. In days, fractions allowed. Default: none, they are kept without limit.</summary>
    public double? SucceededDays { get; set; }

    /// <summary>Executions that failed. In days, fractions allowed. Default: none, they are kept without limit.</summary>
    public double? FailedDays { get; set; }

    /// <summary>Executions whose time was over. In days, fractions allowed. Default: none, they are kept without limit.</summary>
    public double? TimedOutDays { get; set; }

    /// <summary>Executions that were cancelled. In days, fractions allowed. Default: none, they are kept without limit.</summary>
    public double? CancelledDays { get; set; }

    /// <summary>The statuses of which anything is ever deleted, with the age from which on it is.</summary>
    internal IEnumerable<(ExecutionStatus Status, TimeSpan Age)> Ages()
    {
        (ExecutionStatus Status, double? Days)[] settings =
        [
            (ExecutionStatus.Succeeded, SucceededDays),
            (ExecutionStatus.Failed, FailedDays),
            (ExecutionStatus.TimedOut, TimedOutDays),
            (ExecutionStatus.Cancelled, CancelledDays),
        ];
        foreach (var (status, days) in settings)
        {
            if (days is { } age)
                yield return (status, TimeSpan.FromDays(age));
        }
    }
}
