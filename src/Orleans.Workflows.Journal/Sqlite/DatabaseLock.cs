using System.Text;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// Keeps a database for this process: the operating system lets go of it when the process ends, however it ends.
/// </summary>
/// <remarks>
/// Two locks, because neither is enough. The file beside the database works on every system and stands beside the target of symbolic links, but
/// a hard link or a bind mount is another name of the same database. So on Linux the database file itself is locked as well, with flock(2), which
/// is what .NET does for <see cref="FileShare.None"/>: it belongs to the file and not to its name, and SQLite, whose locks are those of fcntl(2),
/// neither sees nor minds it. A lock of fcntl(2) would not do: the process loses it when any of its descriptors of the file is closed, and SQLite
/// opens and closes many. On macOS the two kinds exclude each other, on Windows a lock would keep SQLite out, and network file systems turn one
/// into the other: there the file beside the database has to do.
/// </remarks>
internal sealed class DatabaseLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream beside;
    private FileStream? database;

    private DatabaseLock(FileStream beside) => this.beside = beside;

    /// <summary>Whether the database of this name has held data before; see <see cref="MarkUsed"/>.</summary>
    public bool IsMarkedUsed => beside.Length > 0;

    /// <summary>Takes the lock beside the database; tries for 3 s, since the process before may be about to end.</summary>
    /// <exception cref="DatabaseInUseException">Another process keeps it.</exception>
    public static async Task<DatabaseLock> TakeAsync(SqliteFile file, TimeProvider time, CancellationToken cancellationToken) =>
        new(await OpenAsync(file.Lock, file, FileShare.None, time, cancellationToken));

    /// <summary>Takes the database file itself, which is made when missing, and reads its header; null when it is empty.</summary>
    /// <exception cref="DatabaseInUseException">Another process keeps it under another name.</exception>
    /// <exception cref="DatabaseFileException">It is no SQLite database.</exception>
    public async Task<SqliteHeader?> TakeDatabaseAsync(SqliteFile file, TimeProvider time, CancellationToken cancellationToken)
    {
        var isLockable = OperatingSystem.IsLinux() && new DriveInfo(file.Folder).DriveType != DriveType.Network;
        var share = isLockable ? FileShare.None : FileShare.ReadWrite | FileShare.Delete;
        var stream = await OpenAsync(file.Path, file, share, time, cancellationToken);
        // Kept until SQLite has closed the file: when this descriptor is closed, the process loses SQLite's locks of it.
        if (isLockable)
            database = stream;
        try
        {
            if (stream is { CanSeek: true, Length: 0 })
                return null;
            return (stream.CanSeek ? SqliteHeader.Read(stream) : null) ?? throw NoDatabase(file);
        }
        finally
        {
            if (!isLockable)
                await stream.DisposeAsync();
        }
    }

    /// <summary>Remembers beside the database that it holds data: a database of 0 bytes is a new one without, and a loss with this mark.</summary>
    public void MarkUsed(SqliteFile file)
    {
        if (IsMarkedUsed)
            return;
        var name = Path.GetFileName(file.Path);
        beside.Write(
            Encoding.UTF8.GetBytes($"{name} holds data. Its server keeps this file locked; delete it only together with {name}.\n")
        );
        beside.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        database?.Dispose();
        beside.Dispose();
    }

    private static async Task<FileStream> OpenAsync(
        string path,
        SqliteFile file,
        FileShare share,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
            }
            catch (IOException locked) when (FileErrors.IsLocked(locked))
            {
                if (time.GetElapsedTime(began) >= Patience)
                    throw new DatabaseInUseException(file.Path);
            }
            catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
            {
                throw new DatabaseFileException(
                    $"The SQLite database {file.Path} cannot be used: {path} cannot be opened for writing: {FileErrors.ReasonOf(unusable)}; let that user write there, or name another place in Storage:ConnectionString.",
                    unusable
                );
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static DatabaseFileException NoDatabase(SqliteFile file) =>
        new($"The file {file.Path} is no SQLite database, and is left alone; Storage:ConnectionString must name another one.");
}
