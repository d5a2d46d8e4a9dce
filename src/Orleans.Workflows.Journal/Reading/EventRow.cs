namespace Workflows.Journal.Reading;

/// <summary>One row of events.</summary>
/// <param name="FirstSequence">The sequence of its first event.</param>
/// <param name="Count">How many events it holds.</param>
/// <param name="Writer">The activation that wrote it.</param>
/// <param name="Events">The events as the core encoded them.</param>
public sealed record EventRow(long FirstSequence, int Count, Guid Writer, ReadOnlyMemory<byte> Events);

/// <summary>An execution that somebody has to look at.</summary>
/// <param name="Id">Its id.</param>
/// <param name="WakeAt">When; null for an orphan without a wake time.</param>
/// <param name="Owner">The silo that was said to run it; null for none.</param>
public sealed record DueExecution(string Id, DateTimeOffset? WakeAt, string? Owner);
