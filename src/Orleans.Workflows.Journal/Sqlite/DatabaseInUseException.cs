namespace Workflows.Journal.Sqlite;

/// <summary>Another process has the SQLite file.</summary>
/// <param name="path">The file.</param>
public sealed class DatabaseInUseException(string path)
    : Exception($"The SQLite database {path} is in use by another process; one file serves one process (PostgreSQL serves many).");
