namespace Workflows.Journal.Schema;

/// <summary>The database keeps the process from starting. The message is one sentence for whoever started it.</summary>
/// <param name="message">The sentence: what is wrong, where, and what to change.</param>
/// <param name="inner">The failure behind it; null when there is none.</param>
public abstract class DatabaseStartException(string message, Exception? inner = null) : Exception(message, inner);
