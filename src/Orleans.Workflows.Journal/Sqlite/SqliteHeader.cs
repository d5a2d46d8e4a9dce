using System.Buffers.Binary;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// The first bytes of a SQLite file, as they stand there: what is still in the write-ahead log does not show. Source: "Database File Format", 1.3.
/// </summary>
/// <param name="SchemaVersion">Counts the changes of the schema; a copy made by SQLite itself has another one than its original.</param>
/// <param name="UserVersion">Free for the program that owns the file; see <see cref="OpenMark"/>.</param>
/// <param name="ApplicationId">Which program owns the file; 0: it does not say.</param>
internal readonly record struct SqliteHeader(uint SchemaVersion, uint UserVersion, uint ApplicationId)
{
    private const int Length = 100;
    private const int SchemaVersionAt = 40;
    private const int UserVersionAt = 60;
    private const int ApplicationIdAt = 68;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Reads it; null when the file is no SQLite database.</summary>
    public static SqliteHeader? Read(Stream file)
    {
        Span<byte> bytes = stackalloc byte[Length];
        file.Position = 0;
        if (file.ReadAtLeast(bytes, Length, throwOnEndOfStream: false) < Length || !bytes.StartsWith(Magic))
            return null;
        return new SqliteHeader(Number(bytes, SchemaVersionAt), Number(bytes, UserVersionAt), Number(bytes, ApplicationIdAt));
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
