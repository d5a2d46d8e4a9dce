namespace Workflows.Journal.PostgreSql;

/// <summary>
/// Threads of the pool to spare while PostgreSQL does not answer. Npgsql gives a command up by a request on a second connection, and a thread of the
/// pool waits for that connection, for up to half a minute: as many threads as commands that were under way. Without others to spare nothing else of
/// the process would run meanwhile, the probes of its health included.
/// </summary>
internal sealed class SpareThreads
{
    /// <summary>As many as connections to the database, and some.</summary>
    private const int Count = PostgreSqlDatabase.MaxReaders + 64;

    private int provided;

    /// <summary>Lets the pool start so many threads at once, where it would take seconds to find out that it needs them.</summary>
    public void Provide()
    {
        if (Interlocked.Exchange(ref provided, 1) == 0)
            Add(Count);
    }

    /// <summary>Leaves the pool as it was.</summary>
    public void TakeBack()
    {
        if (Interlocked.Exchange(ref provided, 0) == 1)
            Add(-Count);
    }

    private static void Add(int count)
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(workers + count, completions);
    }
}
