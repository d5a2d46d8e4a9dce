namespace Workflows.Journal.Schema;

/// <summary>The database did not answer within the time that the start allows.</summary>
/// <param name="message">One sentence for whoever started the process.</param>
/// <param name="inner">The last attempt's failure.</param>
public sealed class DatabaseUnreachableException(string message, Exception inner) : DatabaseStartException(message, inner);
