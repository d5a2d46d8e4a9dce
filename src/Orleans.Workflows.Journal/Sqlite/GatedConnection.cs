using System.Data;
using Microsoft.Data.Sqlite;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// A connection for guests of the database. While it is open it holds the gate, so that whatever it does (Microsoft.Data.Sqlite is
/// synchronous behind its
/// asynchronous methods) blocks one thread of the pool at a time and never waits for SQLite's lock.
/// </summary>
internal sealed class GatedConnection(SqliteDatabase database) : SqliteConnection(database.ConnectionString)
{
    private int inside;

    public override void Open()
    {
        if (State == ConnectionState.Open)
            return;
        // Nobody awaits here: the gate is entered as the journal's own thread enters it, without a thread of the pool to continue on.
        using var admitted = new ManualResetEventSlim();
        var turn = database.Gate.EnterGuestAsync(CancellationToken.None);
        turn.GetAwaiter().OnCompleted(admitted.Set);
        admitted.Wait();
        OpenInside();
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (State == ConnectionState.Open)
            return;
        await database.Gate.EnterGuestAsync(cancellationToken).ConfigureAwait(false);
        // Off the caller's scheduler, which may be a grain's: what comes next blocks.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        OpenInside();
    }

    public override void Close()
    {
        try
        {
            base.Close();
        }
        finally
        {
            Leave();
        }
    }

    private void OpenInside()
    {
        inside = 1;
        try
        {
            base.Open();
            SqliteDatabase.Configure(this);
        }
        catch
        {
            Close();
            throw;
        }
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref inside, 0) == 1)
            database.Gate.Exit();
    }
}
