using Workflows.Journal.Schema;

namespace Workflows.Journal.Sqlite;

/// <summary>The SQLite file cannot be used: it cannot be read or written, belongs to another program, lacks its log, or is damaged.</summary>
/// <param name="message">One sentence for whoever started the process.</param>
/// <param name="inner">The failure behind it; null when there is none.</param>
public sealed class DatabaseFileException(string message, Exception? inner = null) : DatabaseStartException(message, inner);
