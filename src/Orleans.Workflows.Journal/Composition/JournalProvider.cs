namespace Workflows.Journal.Composition;

/// <summary>The databases that a journal can be kept in.</summary>
public enum JournalProvider
{
    /// <summary>None; rejected.</summary>
    None = 0,

    /// <summary>One file, one process.</summary>
    Sqlite,

    /// <summary>A server, any number of processes.</summary>
    PostgreSql,
}
