using System.Data.Common;
using System.Globalization;
using Workflows.Benchmarks.Measuring;
using Workflows.Core.State;

namespace Workflows.Benchmarks.Workloads;

/// <summary>
/// Fills the list with executions that have ended: 96 of 100 succeeded, 2 failed, 1 timed out, 1 was cancelled; of one workflow in 1,000 versions, one a second,
/// each with a tag that it shares with 2 % of the others and one of its own, one of ten with a parent.
/// </summary>
internal static class FinishedExecutions
{
    /// <summary>The workflow's name.</summary>
    public const string Workflow = "listed";

    /// <summary>How many versions it has.</summary>
    public const int Versions = 1_000;

    /// <summary>How many executions a parent has.</summary>
    public const int Children = 10;

    /// <summary>How many regions there are.</summary>
    public const int Regions = 50;

    private const int Piece = 50_000;

    /// <summary>When the first one was started; number n n seconds later.</summary>
    public static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Postgres = $$"""
        INSERT INTO workflow_executions
            (id, incarnation, workflow, version, status, started_at, updated_at, ended_at, run, error, tags, parent_id, parent_step_id, shard)
        SELECT 'listed-' || n, gen_random_uuid(), '{{Workflow}}', (n % {{Versions}} + 1)::text, {{Status}},
            {{First.ToUnixTimeMilliseconds()}} + n * 1000, {{First.ToUnixTimeMilliseconds()}} + n * 1000 + 500, {{First.ToUnixTimeMilliseconds()}} + n * 1000 + 500, 1,
            CASE WHEN n % 100 >= 96 THEN 'Shop.Closed' END,
            jsonb_build_object('customer', 'c' || n, 'region', 'r' || (n % {{Regions}})),
            CASE WHEN n % 10 = 0 THEN 'parent-' || (n / {{10 * Children}}) END, CASE WHEN n % 10 = 0 THEN 'child#1' END, 0
        FROM generate_series({0}, {1}) AS n
        """;

    private static readonly string Sqlite = $$"""
        WITH RECURSIVE numbers(n) AS (SELECT {0} UNION ALL SELECT n + 1 FROM numbers WHERE n < {1})
        INSERT INTO workflow_executions
            (id, incarnation, workflow, version, status, started_at, updated_at, ended_at, run, error, tags, parent_id, parent_step_id, shard)
        SELECT 'listed-' || n, randomblob(16), '{{Workflow}}', CAST(n % {{Versions}} + 1 AS TEXT), {{Status}},
            {{First.ToUnixTimeMilliseconds()}} + n * 1000, {{First.ToUnixTimeMilliseconds()}} + n * 1000 + 500, {{First.ToUnixTimeMilliseconds()}} + n * 1000 + 500, 1,
            CASE WHEN n % 100 >= 96 THEN 'Shop.Closed' END,
            json_object('customer', 'c' || n, 'region', 'r' || (n % {{Regions}})),
            CASE WHEN n % 10 = 0 THEN 'parent-' || (n / {{10 * Children}}) END, CASE WHEN n % 10 = 0 THEN 'child#1' END, 0
        FROM numbers
        """;

    private static string Status =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"CASE WHEN n % 100 < 96 THEN {(int)ExecutionStatus.Succeeded} WHEN n % 100 < 98 THEN {(int)ExecutionStatus.Failed} WHEN n % 100 < 99 THEN {(int)ExecutionStatus.TimedOut} ELSE {(int)ExecutionStatus.Cancelled} END"
        );

    /// <summary>Writes them, and lets the database look at what it has, as it does by itself after a while.</summary>
    public static async Task WriteAsync(DbDataSource database, int count, WorkloadRun run)
    {
        await using var connection = await database.OpenConnectionAsync(run.Stop);
        for (var first = 0; first < count; first += Piece)
        {
            run.Progress.Show((double)first / count, "filling the list");
            var last = Math.Min(first + Piece, count) - 1;
            await RunAsync(string.Format(CultureInfo.InvariantCulture, run.Store.IsPostgres ? Postgres : Sqlite, first, last));
        }
        await RunAsync("ANALYZE workflow_executions");

        async Task RunAsync(string statement)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = 600;
            await command.ExecuteNonQueryAsync(run.Stop);
        }
    }
}
