using Workflows.Journal.Composition;

namespace Workflows.Hosting.Options;

/// <summary>Where everything is kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The kind of database. Default: <see cref="JournalProvider.Sqlite"/>.</summary>
    public JournalProvider Provider { get; set; } = JournalProvider.Sqlite;

    /// <summary>How it is reached; a file's folder is made when missing. Default: <c>Data Source=data/workflows.db</c>.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/workflows.db";

    /// <summary>
    /// How many writes wait or are under way at a time; new executions are refused from 80 % of it on, all else waits. In writes. Default: 20,000.
    /// </summary>
    public int QueueCapacity { get; set; } = 20_000;

    /// <summary>How long the start waits for a PostgreSQL that does not answer yet; 0 tries once. In seconds. Default: 60.</summary>
    public double StartTimeoutSeconds { get; set; } = 60;

    /// <summary>Everything else about the journal, for hosts that set it in code.</summary>
    public Action<JournalOptions>? Journal { get; set; }

    /// <summary>Hands all of it to the journal.</summary>
    internal void Apply(JournalOptions journal)
    {
        journal.Provider = Provider;
        journal.ConnectionString = ConnectionString;
        journal.QueueCapacity = QueueCapacity;
        journal.StartTimeout = TimeSpan.FromSeconds(StartTimeoutSeconds);
        Journal?.Invoke(journal);
    }
}
