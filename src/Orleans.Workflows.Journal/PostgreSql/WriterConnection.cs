using Npgsql;

namespace Workflows.Journal.PostgreSql;

/// <summary>
/// A connection that is kept open for one lane, with its statements prepared. After any exception it is thrown away: only a new one is
/// certainly sound.
/// </summary>
/// <typeparam name="TStatements">The statements, made for an open connection.</typeparam>
internal sealed class WriterConnection<TStatements>(
    NpgsqlDataSource source,
    Func<NpgsqlConnection, CancellationToken, Task<TStatements>> prepare
) : IAsyncDisposable
    where TStatements : class, IDisposable
{
    private NpgsqlConnection? connection;
    private TStatements? statements;

    /// <summary>Does something with the statements; one caller at a time.</summary>
    public async Task UseAsync<TArgument>(
        TArgument argument,
        Func<TStatements, TArgument, CancellationToken, Task> use,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (statements is null)
            {
                connection = await source.OpenConnectionAsync(cancellationToken);
                statements = await prepare(connection, cancellationToken);
            }
            // Given up without a word to Npgsql: it would ask the server to cancel, on a thread that waits for the answer of a server that gives none.
            await use(statements, argument, CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        statements?.Dispose();
        statements = null;
        if (Interlocked.Exchange(ref connection, null) is not { } open)
            return;
        // Not pooled again: the next one must not be served a connection that has just failed.
        NpgsqlConnection.ClearPool(open);
        await open.DisposeAsync();
    }
}
