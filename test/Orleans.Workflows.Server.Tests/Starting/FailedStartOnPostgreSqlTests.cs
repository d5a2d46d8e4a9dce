using Npgsql;
using Workflows.Testing.Postgres;

namespace Workflows.Server.Tests.Starting;

/// <summary>Starts that fail because of PostgreSQL: the process ends with 1, and one sentence names the cause without any secret.</summary>
public sealed class FailedStartOnPostgreSqlTests
{
    private const string Secret = "hunter2";

    [PostgresFact]
    public async Task A_wrong_password_is_named_with_the_user()
    {
        await using var server = await PostgresServer.StartAsync();
        await RunSqlAsync(server.ConnectionString, $"CREATE ROLE clerk LOGIN PASSWORD '{Secret}'");
        await server.RequirePasswordsAsync();

        var wrong = await RunAsync(server.ConnectionString, to => (to.Username, to.Password) = ("clerk", "wrong-secret"));
        wrong.AssertRefused("password of the user 'clerk'", $"{Port(server)}", "Storage:ConnectionString");
        Assert.DoesNotContain("wrong-secret", wrong.Output + wrong.Errors, StringComparison.Ordinal);

        var missing = await RunAsync(server.ConnectionString, to => to.Username = "clerk");
        missing.AssertRefused("No password", "Storage:ConnectionString");
    }

    [PostgresFact]
    public async Task A_database_that_does_not_exist_is_named()
    {
        var server = await PostgresServer.GetSharedAsync();

        var end = await RunAsync(server.ConnectionString, to => to.Database = "nowhere");

        end.AssertRefused("has no database 'nowhere'", "CREATE DATABASE");
    }

    [PostgresFact]
    public async Task A_role_that_does_not_exist_is_named()
    {
        var server = await PostgresServer.GetSharedAsync();

        var end = await RunAsync(server.ConnectionString, to => to.Username = "nobody_at_all");

        end.AssertRefused("'nobody_at_all'", "Username");
    }

    [PostgresFact]
    public async Task A_role_without_rights_is_named_with_what_it_lacks()
    {
        var database = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        var role = $"guest_{Guid.NewGuid():N}";
        await RunSqlAsync(database, $"CREATE ROLE {role} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        var end = await RunAsync(database, to => to.Username = role);

        end.AssertRefused(role, "permission denied for schema public", "ALTER DATABASE");
    }

    [PostgresFact]
    public async Task A_server_that_does_not_answer_is_named_with_its_address()
    {
        var end = await ServerRun.RunAsync(Arguments($"Host=127.0.0.1;Port=1;Username=clerk;Password={Secret};Database=w", timeout: 1));

        end.AssertRefused("127.0.0.1:1", "did not answer within 1 s", "Storage:ConnectionString");
        Assert.Contains("waits up to 1 s", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, end.Output + end.Errors, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_host_name_that_is_wrong_is_named()
    {
        var end = await ServerRun.RunAsync(Arguments("Host=no-such-host.invalid;Username=clerk;Database=w", timeout: 1));

        end.AssertRefused("no-such-host.invalid:5432", "Storage:ConnectionString");
    }

    [PostgresFact]
    public async Task A_port_that_a_PostgreSQL_cannot_have_is_refused()
    {
        var end = await ServerRun.RunAsync(Arguments("Host=127.0.0.1;Port=99999;Username=clerk;Database=w", timeout: 1));

        end.AssertRefused("Storage:ConnectionString", "Port");
    }

    private static Task<ServerEnd> RunAsync(string connectionString, Action<NpgsqlConnectionStringBuilder> change)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        change(to);
        return ServerRun.RunAsync(Arguments(to.ConnectionString, timeout: 20));
    }

    private static int Port(PostgresServer server) => new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;

    private static string[] Arguments(string connectionString, int timeout) =>
        [
            "--urls",
            "http://127.0.0.1:0",
            "--Storage:Provider",
            "PostgreSql",
            "--Storage:StartTimeoutSeconds",
            $"{timeout}",
            "--Storage:ConnectionString",
            connectionString,
        ];

    private static async Task RunSqlAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
        );
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
