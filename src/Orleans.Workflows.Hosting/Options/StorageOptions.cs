using Workflows.Journal.Composition;

namespace Workflows.Hosting.Options;

/// <summary>Where everything is kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The kind of database. Default: <see cref="JournalProvider.Sqlite"/>.</summary>
    public JournalProvider Provider { get; set; } = JournalProvider.Sqlite;

    /// <summary>How it is reached; a file's folder is made when missing. Default: <c>Data Source=data/workflows.db</c>.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/workflows.db";

    /// <summary>Everything else about the journal, for hosts that set it in code.</summary>
    public Action<JournalOptions>? Journal { get; set; }
}
