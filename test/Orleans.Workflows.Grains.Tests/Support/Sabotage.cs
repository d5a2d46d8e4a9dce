using Microsoft.Data.Sqlite;

namespace Workflows.Grains.Tests.Support;

/// <summary>What tests do to the database behind the back of the engine, while none runs on it.</summary>
internal static class Sabotage
{
    /// <summary>Leaves every execution that has not ended, or still owes a word, as a silo leaves it that was killed.</summary>
    public static async Task PretendCrashAsync(Database database)
    {
        await using var connection = new SqliteConnection($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE workflow_executions SET owner = '127.0.0.1:1@1' WHERE wake_at IS NOT NULL";
        await command.ExecuteNonQueryAsync();
    }
}
