namespace Workflows.Journal.Schema;

/// <summary>The tables in the database are not those that this build knows.</summary>
/// <param name="message">One sentence for whoever started the process.</param>
public sealed class SchemaMismatchException(string message) : DatabaseStartException(message);
