namespace Workflows.Journal.Sqlite;

/// <summary>
/// A file beside the database that its process holds open alone; the operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream file;

    private DatabaseLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock; tries for 3 s, since the process before may be about to end.</summary>
    /// <exception cref="DatabaseInUseException">Another process keeps it.</exception>
    public static async Task<DatabaseLock> TakeAsync(string databasePath, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new DatabaseLock(
                    new FileStream($"{databasePath}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                );
            }
            catch (IOException) when (time.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (IOException)
            {
                throw new DatabaseInUseException(databasePath);
            }
        }
    }

    public void Dispose() => file.Dispose();
}
