using Workflows.Journal.PostgreSql;
using Workflows.Journal.Sqlite;

namespace Workflows.Journal.Composition;

/// <summary>Where the journal is kept, and how much it takes.</summary>
public sealed class JournalOptions
{
    /// <summary>The kind of database. Default: <see cref="JournalProvider.Sqlite"/>.</summary>
    public JournalProvider Provider { get; set; } = JournalProvider.Sqlite;

    /// <summary>
    /// How it is reached, in the words of Microsoft.Data.Sqlite or Npgsql. The folder of a file is made when missing.
    /// Default: <c>Data Source=data/workflows.db</c>.
    /// </summary>
    public string ConnectionString { get; set; } = "Data Source=data/workflows.db";

    /// <summary>
    /// How many writes wait or are under way at a time; starts are refused from 80 % of it, all else waits. Unit: writes. Default: 20,000.
    /// </summary>
    public int QueueCapacity { get; set; } = 20_000;

    /// <summary>How many writes share a transaction at the most. Unit: writes. Default: 512.</summary>
    public int BatchSize { get; set; } = 512;

    /// <summary>
    /// How many batches are under way at a time on PostgreSQL, each on a connection of its own; SQLite has one writer. Unit: batches.
    /// Default: 2.
    /// </summary>
    public int Lanes { get; set; } = 2;

    /// <summary>How many threads read from SQLite at a time. Unit: threads. Default: 4.</summary>
    public int Readers { get; set; } = 4;

    /// <summary>How long one statement may take before its outcome counts as unknown and it is repeated. Default: 30 s.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the start waits for a database that does not answer yet. Default: 60 s.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the end waits for what is queued; what is not durable by then fails. Default: 20 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What is wrong with these options, a sentence each; empty when they hold.</summary>
    public IEnumerable<string> Problems()
    {
        if (Provider is not (JournalProvider.Sqlite or JournalProvider.PostgreSql))
            yield return $"Provider must be Sqlite or PostgreSql, not {Provider}.";
        if (string.IsNullOrWhiteSpace(ConnectionString))
            yield return "ConnectionString must not be empty.";
        else if (ProblemOfConnectionString() is { } problem)
            yield return problem;
        if (QueueCapacity is < 16 or > 1_000_000)
            yield return $"QueueCapacity must be from 16 to 1,000,000, not {QueueCapacity}.";
        if (BatchSize is < 1 or > 8192)
            yield return $"BatchSize must be from 1 to 8,192, not {BatchSize}.";
        if (Lanes is < 1 or > 16)
            yield return $"Lanes must be from 1 to 16, not {Lanes}.";
        if (Readers is < 1 or > 64)
            yield return $"Readers must be from 1 to 64, not {Readers}.";
        if (CommandTimeout < TimeSpan.FromSeconds(1))
            yield return $"CommandTimeout must be 1 s or longer, not {CommandTimeout}.";
        if (StartTimeout < TimeSpan.Zero)
            yield return $"StartTimeout must not be negative, and is {StartTimeout}.";
        if (DrainTimeout < TimeSpan.Zero)
            yield return $"DrainTimeout must not be negative, and is {DrainTimeout}.";
    }

    private string? ProblemOfConnectionString() =>
        Provider switch
        {
            JournalProvider.Sqlite => SqliteFile.ProblemOf(ConnectionString),
            JournalProvider.PostgreSql => PostgreSqlDatabase.ProblemOf(ConnectionString),
            JournalProvider.None or _ => null,
        };
}
