using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Repository;

namespace Workflows.Chaos.Tests.Examples;

/// <summary>Runs a script of the examples as a new user does.</summary>
internal static class Script
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Runs it to its end.</summary>
    /// <returns>The lines that it printed.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(string name)
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "output.txt");
        int code;
        await using (var process = ChildProcess.Start(log, WorkingTree.Root, "bash", [Path.Combine(WorkingTree.Root, "examples", name)]))
            code = await process.WaitForExitAsync(Limit);
        var text = await File.ReadAllTextAsync(log);
        Assert.True(code == 0, $"{name} ended with {code}:\n{text}");
        return text.TrimEnd().Split('\n');
    }
}
