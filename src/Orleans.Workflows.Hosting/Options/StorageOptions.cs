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

    /// <summary>Everything else about the journal, for hosts that set it in code.</summary>
    public Action<JournalOptions>? Journal { get; set; }
}
