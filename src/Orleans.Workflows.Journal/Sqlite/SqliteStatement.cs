using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// A prepared statement on SQLite's own interface: the writer's inner loop. A SqliteCommand makes a reader and boxes its parameters for
/// every row, which costs
/// as much as the insertion.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int GuidLength = 16;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string text)
    {
        database = connection.Handle!;
        Check(sqlite3_prepare_v2(database, text, out statement));
    }

    /// <summary>Binds a number.</summary>
    public void Bind(int index, long value) => Check(sqlite3_bind_int64(statement, index, value));

    /// <summary>Binds a number or NULL.</summary>
    public void Bind(int index, long? value) =>
        Check(value is { } number ? sqlite3_bind_int64(statement, index, number) : sqlite3_bind_null(statement, index));

    /// <summary>Binds a time as milliseconds since 1970, or NULL.</summary>
    public void Bind(int index, DateTimeOffset? value) => Bind(index, value?.ToUnixTimeMilliseconds());

    /// <summary>Binds text or NULL.</summary>
    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            Check(sqlite3_bind_null(statement, index));
            return;
        }
        var longest = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> utf8 = longest <= 512 ? stackalloc byte[longest] : new byte[longest];
        Check(sqlite3_bind_text(statement, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
    }

    /// <summary>Binds bytes.</summary>
    public void Bind(int index, ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? sqlite3_bind_zeroblob(statement, index, 0) : sqlite3_bind_blob(statement, index, value));

    /// <summary>Binds an identifier as 16 bytes in network order.</summary>
    public void Bind(int index, Guid value)
    {
        Span<byte> bytes = stackalloc byte[GuidLength];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Bind(index, bytes);
    }

    /// <summary>Runs the statement to its end; how many rows it changed.</summary>
    public int Execute()
    {
        var code = sqlite3_step(statement);
        var changes = sqlite3_changes(database);
        Reset(code);
        return changes;
    }

    /// <summary>Runs the statement; the identifier in its first column, null when there is no row.</summary>
    public Guid? ReadGuid()
    {
        var code = sqlite3_step(statement);
        Guid? value = code == SQLITE_ROW ? new Guid(sqlite3_column_blob(statement, 0), bigEndian: true) : null;
        Reset(code);
        return value;
    }

    public void Dispose() => statement.Dispose();

    private void Reset(int code)
    {
        var problem = code is SQLITE_DONE or SQLITE_ROW ? null : Problem(code);
        sqlite3_reset(statement);
        if (problem is not null)
            throw problem;
    }

    private void Check(int code)
    {
        if (code != SQLITE_OK)
            throw Problem(code);
    }

    private SqliteException Problem(int code) =>
        new(sqlite3_errmsg(database).utf8_to_string(), code & 0xFF, sqlite3_extended_errcode(database));
}
