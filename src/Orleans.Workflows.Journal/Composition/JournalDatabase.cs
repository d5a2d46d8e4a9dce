using System.Data.Common;

namespace Workflows.Journal.Composition;

/// <summary>
/// The database that the journal is kept in, for others who keep something there: Orleans' storage, reminders and clustering take the two
/// properties as
/// their options of the same names.
/// </summary>
public abstract class JournalDatabase : IAsyncDisposable
{
    private protected JournalDatabase() { }

    /// <summary>The provider's name as Orleans knows it: <c>Npgsql</c> or <c>System.Data.SQLite</c>.</summary>
    public abstract string Invariant { get; }

    /// <summary>
    /// Opens connections. On SQLite they pass the same gate as the journal's writer, in turn, and an open connection holds it: open late,
    /// dispose soon.
    /// </summary>
    public abstract DbDataSource DataSource { get; }

    /// <summary>Closes what is open.</summary>
    public abstract ValueTask DisposeAsync();
}
