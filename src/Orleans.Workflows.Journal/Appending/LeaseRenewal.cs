namespace Workflows.Journal.Appending;

/// <summary>The lease of executions that live on one silo, moved.</summary>
/// <param name="Owner">The silo; rows of other owners are left alone.</param>
/// <param name="ExecutionIds">The executions.</param>
/// <param name="WakeAt">Until when the lease holds.</param>
internal sealed record LeaseRenewal(string Owner, IReadOnlyCollection<string> ExecutionIds, DateTimeOffset WakeAt);
