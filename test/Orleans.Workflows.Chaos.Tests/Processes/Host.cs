namespace Workflows.Chaos.Tests.Processes;

/// <summary>A program of ours that answers HTTP on an address of its own, and can be killed and started again there.</summary>
internal sealed class Host(string assembly, string folder, string readyPath, IReadOnlyList<string> arguments) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string logFile = Path.Combine(folder, Path.GetFileNameWithoutExtension(assembly) + ".log");
    private ChildProcess? process;

    /// <summary>Asks it; its base address is the host's.</summary>
    public HttpClient Client { get; } = NewClient($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>Its address.</summary>
    public string Url => Client.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>Whether the process runs.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>Starts the process; returns when it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; with the end of its log.</exception>
    public async Task StartAsync()
    {
        process = ChildProcess.Start(logFile, folder, "dotnet", [assembly, "--urls", Url, .. arguments]);
        var deadline = DateTime.UtcNow + StartLimit;
        while (!await IsReadyAsync())
        {
            if (process.HasExited || DateTime.UtcNow > deadline)
                throw new InvalidOperationException($"{Path.GetFileName(assembly)} did not become ready:\n{EndOfLog()}");
            await Task.Delay(50);
        }
    }

    /// <summary>The most memory that it has had resident. In bytes.</summary>
    public long ReadPeakMemory() => process!.ReadPeakMemory();

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => process!.KillAsync();

    /// <summary>Stops it where it stands.</summary>
    public Task FreezeAsync() => process!.FreezeAsync();

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => process!.ThawAsync();

    /// <summary>Waits for its end; its exit code.</summary>
    public Task<int> WaitForExitAsync(TimeSpan atMost) => process!.WaitForExitAsync(atMost);

    /// <summary>The last lines of its log.</summary>
    public string EndOfLog() => string.Join('\n', ReadLog().TakeLast(40));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        Client.Dispose();
    }

    private static HttpClient NewClient(string url) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
        {
            BaseAddress = new Uri(url),
            Timeout = TimeSpan.FromSeconds(30),
        };

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(readyPath);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private List<string> ReadLog()
    {
        using var reader = new StreamReader(new FileStream(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines;
    }
}
