namespace Workflows.Journal;

/// <summary>The journal stopped before the write was durable. Whether it was recorded after all shows when it is read again.</summary>
/// <param name="inner">What happened to the last attempt; null when there was none.</param>
public sealed class JournalStoppedException(Exception? inner = null) : Exception("The journal has stopped.", inner);
