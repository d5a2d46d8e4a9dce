using Workflows.Testing.Postgres;

namespace Workflows.Server.Tests.Engine;

[OnPostgres]
public sealed class OnPostgreSqlTests(PostgresServerUnderTest database) : EngineContract, IClassFixture<PostgresServerUnderTest>
{
    protected override Task<ServerUnderTest> GetServerAsync() => database.GetAsync();
}
