namespace Workflows.Chaos.Tests.Examples;

/// <summary>The scripts that show compensation, events and workers.</summary>
public sealed class LanguageExampleTests
{
    [Fact]
    public async Task An_order_that_cannot_be_shipped_is_undone_the_last_thing_first()
    {
        var lines = (await Script.RunAsync("undo.sh")).Select(line => line.Trim()).ToList();
        var moon = lines.FindIndex(line => line.StartsWith("To the moon", StringComparison.Ordinal));

        Assert.Contains("Succeeded", lines[..moon]);
        Assert.Equal(
            [
                "• reserve",
                "• charge",
                "• ship",
                "✗ NoCarrier nobody delivers to the moon",
                "↩ undoes what was done",
                "• charge@undo",
                "✗ Unavailable the bank does not answer",
                "↻ tries again",
                "• reserve@undo",
                "Failed: NoCarrier",
            ],
            lines[(moon + 1)..]
        );
    }

    [Fact]
    public async Task A_worker_that_is_a_shell_script_prints_the_label()
    {
        var lines = await Script.RunAsync("worker.sh");

        Assert.EndsWith("Succeeded with the label L-17, approved by Ada", lines[^1], StringComparison.Ordinal);
    }
}
