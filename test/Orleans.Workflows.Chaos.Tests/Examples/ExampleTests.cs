using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Postgres;
using Workflows.Testing.Repository;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Examples;

/// <summary>Runs the example scripts as a new user does.</summary>
public sealed class ExampleTests(ITestOutputHelper output)
{
    private const string UpToTheDecision = "validate_order → check_inventory → inventory_decision → ";
    private const string Shipped = UpToTheDecision + "reserve_inventory → process_payment → fulfill_order → order_success";

    /// <summary>One run for all tests of it.</summary>
    private static readonly Lazy<Task<string[]>> OrderExample = new(() => RunAsync("order.sh"));

    [Fact]
    public async Task The_order_example_shows_every_path()
    {
        var lines = await OrderExample.Value;
        output.WriteLine(string.Join('\n', lines));
        AssertPath(lines, "1-success", "Succeeded", Shipped);
        AssertPath(lines, "2-out-of-stock", "Failed: OrderProcessingFailed", UpToTheDecision + "notify_backorder → order_failed");
        AssertPath(lines, "3-invalid-order", "Failed: OrderProcessingFailed", "validate_order → order_failed");
        AssertPath(
            lines,
            "4-payment-declined",
            "Failed: OrderProcessingFailed",
            UpToTheDecision + "reserve_inventory → process_payment → payment_failed → order_failed"
        );
        AssertPath(lines, "5-flaky-validation", "Succeeded", Shipped);
        Assert.Contains(lines, line => line.Contains("/dashboard", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("/docs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_order_example_shows_each_attempt()
    {
        var lines = await OrderExample.Value;
        Assert.Equal(3, lines.Count(line => line.Contains("ValidationError the quantity must be at least 1", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.Contains("PaymentError card declined", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.Contains("ServiceUnavailable", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.Contains("caught PaymentError", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Every_order_ends_when_one_of_three_silos_is_killed()
    {
        var lines = await RunAsync("cluster.sh");
        output.WriteLine(string.Join('\n', lines));
        Assert.Contains(lines, line => line.StartsWith("SIGKILL     silo 2", StringComparison.Ordinal));
        Assert.StartsWith("All 60 orders ended: 24 succeeded, 36 failed", lines[^1], StringComparison.Ordinal);
    }

    private static void AssertPath(string[] lines, string input, string result, string path)
    {
        var summary = Array.FindIndex(lines, line => line.StartsWith("Paths and results", StringComparison.Ordinal));
        var at = Array.FindIndex(lines, summary, line => line.TrimStart().StartsWith(input, StringComparison.Ordinal));
        Assert.Equal($"  {input, -20} {result}", lines[at]);
        Assert.Equal("    " + path, lines[at + 1]);
    }

    private static async Task<string[]> RunAsync(string script)
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "output.txt");
        int code;
        await using (var process = ChildProcess.Start(log, WorkingTree.Root, "bash", [Path.Combine(WorkingTree.Root, "examples", script)]))
            code = await process.WaitForExitAsync(TimeSpan.FromMinutes(4));
        var text = await File.ReadAllTextAsync(log);
        Assert.True(code == 0, $"{script} ended with {code}:\n{text}");
        return text.TrimEnd().Split('\n');
    }
}
