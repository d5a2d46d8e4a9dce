using System.Diagnostics;

namespace Workflows.Chaos.Tests.Faults;

/// <summary>A file system of a test's own, gone when the test is.</summary>
internal sealed class Mount : IAsyncDisposable
{
    private Mount(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>A disk with so much room, in memory.</summary>
    public static Task<Mount> SmallDiskAsync(string path, int megabytes) =>
        CreateAsync(path, ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path]);

    /// <summary>A folder once more, read-only.</summary>
    public static async Task<Mount> ReadOnlyAsync(string folder, string path)
    {
        var mount = await CreateAsync(path, ["--bind", folder, path]);
        await RunAsync("mount", ["-o", "remount,ro,bind", path]);
        return mount;
    }

    /// <summary>Takes what room there is; deleting the file gives it back.</summary>
    public string Fill()
    {
        var name = System.IO.Path.Combine(Path, "fill");
        using var file = new FileStream(name, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            return name;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await RunAsync("umount", ["-l", Path]);

    private static async Task<Mount> CreateAsync(string path, IReadOnlyList<string> arguments)
    {
        Directory.CreateDirectory(path);
        await RunAsync("mount", arguments);
        return new Mount(path);
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var run = Process.Start(program, arguments);
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}.");
    }
}
