namespace Workflows.Journal.Schema;

/// <summary>The database answers and refuses what the start needs: the user, the password, the database's name, or a right is wrong.</summary>
/// <param name="message">One sentence for whoever started the process.</param>
/// <param name="inner">The database's answer.</param>
public sealed class DatabaseRefusedException(string message, Exception inner) : DatabaseStartException(message, inner);
