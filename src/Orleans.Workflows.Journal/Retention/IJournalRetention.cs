using Workflows.Core.State;

namespace Workflows.Journal.Retention;

/// <summary>How executions that have ended leave the journal. Only those that owe nothing (no wake time) ever do.</summary>
public interface IJournalRetention
{
    /// <summary>Executions of a status that ended before a time and owe nothing; those that ended first come first.</summary>
    Task<IReadOnlyList<ExpiredExecution>> ReadExpiredAsync(
        ExecutionStatus status,
        DateTimeOffset endedBefore,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes executions with their events and queued tasks, in one transaction. Keep the sum of their events small.</summary>
    /// <returns>How many were deleted: what has been redriven or deleted since it was found is not among them. After a lost connection some
    /// may not be counted.</returns>
    /// <remarks>Whatever is kept of them elsewhere has to be deleted before: afterwards nobody finds it again.</remarks>
    Task<int> DeleteAsync(IReadOnlyCollection<ExpiredExecution> executions, CancellationToken cancellationToken);
}

/// <summary>An execution that may be deleted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Incarnation">Tells it from a later one of the same id.</param>
/// <param name="Events">How many events it has, which is at least its rows: the work of deleting it.</param>
public sealed record ExpiredExecution(string Id, Guid Incarnation, long Events);
