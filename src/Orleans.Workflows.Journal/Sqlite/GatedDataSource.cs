using System.Data.Common;

namespace Workflows.Journal.Sqlite;

/// <summary>Opens connections that take their turn with the journal's writer.</summary>
internal sealed class GatedDataSource(SqliteDatabase database) : DbDataSource
{
    public override string ConnectionString => database.ConnectionString;

    protected override DbConnection CreateDbConnection() => new GatedConnection(database);
}
