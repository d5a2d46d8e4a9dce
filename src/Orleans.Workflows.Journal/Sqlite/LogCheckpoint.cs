using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Workflows.Journal.Sqlite;

/// <summary>Moves the write-ahead log into the database file, in the caller's turn at the gate.</summary>
internal static class LogCheckpoint
{
    private const string Database = "main";

    /// <summary>Moves as much as the readers allow.</summary>
    /// <param name="empties">Empties the log as well. Afterwards one commit that changes nothing stands in it: an empty log would look like one that somebody emptied.</param>
    /// <returns>Whether everything was moved.</returns>
    /// <exception cref="SqliteException">The file cannot be written.</exception>
    public static bool Run(SqliteConnection connection, bool empties)
    {
        // Nobody's turn is spent waiting for a reader: what is left is moved the next time.
        sqlite3_busy_timeout(connection.Handle, 0);
        try
        {
            var mode = empties ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
            var code = sqlite3_wal_checkpoint_v2(connection.Handle, Database, mode, out var inLog, out var moved);
            if (code == SQLITE_BUSY)
                return false;
            if (code != SQLITE_OK)
                throw new SqliteException(sqlite3_errmsg(connection.Handle).utf8_to_string(), code & 0xFF, code);
            if (empties)
                OpenMark.Repeat(connection);
            return moved >= inLog;
        }
        finally
        {
            sqlite3_busy_timeout(connection.Handle, SqliteDatabase.BusyTimeoutMilliseconds);
        }
    }
}
