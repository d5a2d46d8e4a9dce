namespace Workflows.Journal.Schema;

/// <summary>The tables of the journal and of Orleans' providers, brought to the version that this build needs.</summary>
public interface IJournalSchema
{
    /// <summary>
    /// Applies what is missing, under a lock: several processes may do so at once, and as often as they like. Waits for a server that does
    /// not answer yet.
    /// </summary>
    /// <exception cref="DatabaseUnreachableException">The server did not answer in time.</exception>
    /// <exception cref="SchemaMismatchException">The database was made by a later build, or a migration was changed after it was
    /// applied.</exception>
    Task ApplyAsync(CancellationToken cancellationToken);
}
