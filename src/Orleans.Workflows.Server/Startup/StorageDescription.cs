using System.Data.Common;
using Workflows.Hosting.Options;
using Workflows.Journal.Composition;

namespace Workflows.Server.Startup;

/// <summary>Names the database of the settings without the secrets of its connection string.</summary>
public static class StorageDescription
{
    private static readonly string[] HostKeys = ["host", "server"];
    private static readonly string[] DatabaseKeys = ["database", "db"];
    private static readonly string[] UserKeys = ["username", "user id", "user name", "user", "uid"];
    private static readonly string[] FileKeys = ["data source", "datasource", "filename"];

    /// <summary>The kind of database, and where it is.</summary>
    /// <param name="configuration">Settings that have been checked.</param>
    public static string Of(IConfiguration configuration)
    {
        var storage = new StorageOptions();
        SettingsBinder.Bind(configuration, "Storage", storage);
        var parts = new DbConnectionStringBuilder { ConnectionString = storage.ConnectionString };
        return storage.Provider == JournalProvider.Sqlite
            ? $"the SQLite file {Path.GetFullPath(ValueOf(parts, FileKeys) ?? "")}"
            : $"the PostgreSQL database {ValueOf(parts, DatabaseKeys) ?? ValueOf(parts, UserKeys)} on {ValueOf(parts, HostKeys)}:{ValueOf(parts, ["port"]) ?? "5432"}";
    }

    private static string? ValueOf(DbConnectionStringBuilder parts, IEnumerable<string> keys) =>
        keys.Select(key => parts.TryGetValue(key, out var value) ? value.ToString() : null).FirstOrDefault(value => value is not null);
}
