using System.Diagnostics;
using System.Text;

namespace Workflows.Server.Tests.Starting;

/// <summary>The server as a process of its own, in a folder of its own.</summary>
internal sealed class ServerRun : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly DirectoryInfo folder;
    private readonly StringBuilder output = new();
    private readonly Task reading;
    private readonly Task<string> errors;

    private ServerRun(Process process, DirectoryInfo folder)
    {
        this.process = process;
        this.folder = folder;
        errors = process.StandardError.ReadToEndAsync();
        reading = ReadOutputAsync();
    }

    /// <summary>What it has written to its standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Starts it with a command line.</summary>
    public static ServerRun Start(params IEnumerable<string> arguments) => Start(new ServerSurroundings(), arguments);

    /// <summary>Starts it with a command line.</summary>
    public static ServerRun Start(ServerSurroundings surroundings, params IEnumerable<string> arguments)
    {
        var workingFolder = Directory.CreateTempSubdirectory("workflows-server-run-");
        var program = Path.Combine(AppContext.BaseDirectory, "Orleans.Workflows.Server.dll");
        string[] command = [.. surroundings.Prefix, "dotnet", program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = workingFolder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in surroundings.Variables)
            start.Environment[name] = value;
        return new ServerRun(Process.Start(start)!, workingFolder);
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<ServerEnd> RunAsync(params IEnumerable<string> arguments) => RunAsync(new ServerSurroundings(), arguments);

    /// <summary>Runs it to its end.</summary>
    public static async Task<ServerEnd> RunAsync(ServerSurroundings surroundings, params IEnumerable<string> arguments)
    {
        await using var run = Start(surroundings, arguments);
        return await run.EndAsync();
    }

    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">As kill(1) writes it, such as <c>-TERM</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ServerEnd> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Longest);
        await process.WaitForExitAsync(deadline.Token);
        await reading;
        return new ServerEnd(process.ExitCode, Output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task ReadOutputAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (output)
                output.Append(line).Append('\n');
        }
    }
}
