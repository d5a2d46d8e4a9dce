namespace Workflows.Server.Tests.Engine;

public sealed class OnSqliteTests(SqliteServer database) : EngineContract, IClassFixture<SqliteServer>
{
    protected override Task<ServerUnderTest> GetServerAsync() => Task.FromResult(database.Server);
}
