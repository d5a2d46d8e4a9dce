using Workflows.Journal.Schema;

namespace Workflows.Journal.Sqlite;

/// <summary>Another process has the SQLite file.</summary>
/// <param name="path">The file.</param>
public sealed class DatabaseInUseException(string path)
    : DatabaseStartException(
        $"The SQLite database {path} is in use by another process, perhaps under another name; one file serves one process (PostgreSQL serves many)."
    );
