using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Benchmarks.Handlers;

/// <summary>Handlers behind HTTP in a process of their own: this program, started once more.</summary>
internal sealed class HandlerProcess : IHandlers
{
    /// <summary>What the option calls it.</summary>
    public const string OptionName = "http";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly Uri address;
    private readonly HttpClient http;

    private HandlerProcess(Process process, Uri address)
    {
        (this.process, this.address) = (process, address);
        http = new HttpClient { BaseAddress = address };
    }

    /// <inheritdoc/>
    public string Name => OptionName;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Http:AllowedHosts"] = address.Authority };

    /// <summary>Starts it.</summary>
    /// <exception cref="InvalidOperationException">It does not say where it listens.</exception>
    public static async Task<HandlerProcess> StartAsync()
    {
        // Whoever runs the benchmarks as "dotnet …dll" is in the process of "dotnet".
        var program = Environment.ProcessPath!;
        string[] arguments =
            Path.GetFileNameWithoutExtension(program) == "dotnet"
                ? [typeof(HandlerProcess).Assembly.Location, HandlerServer.Argument]
                : [HandlerServer.Argument];
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // The collector of servers would make a heap for each core, for handlers that keep nothing.
        start.Environment["DOTNET_gcServer"] = "0";
        var started = Process.Start(start) ?? throw new InvalidOperationException("The process of the handlers did not start.");
        var line = await started.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        return Uri.TryCreate(line, UriKind.Absolute, out var address)
            ? new HandlerProcess(started, address)
            : throw new InvalidOperationException($"The process of the handlers said '{line}' instead of where it listens.");
    }

    /// <inheritdoc/>
    public void AddTo(IServiceCollection services)
    {
        // The engine reaches them by the URL in the definition.
    }

    /// <inheritdoc/>
    public string ResourceOf(TaskHandler handler) => new Uri(address, handler.Name).ToString();

    /// <inheritdoc/>
    public async Task<int> CountNotesAsync(TaskHandler handler, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<int>(handler.Name + HandlerServer.CountSuffix, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> ReadNotesAsync(TaskHandler handler, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<long[]>(handler.Name + HandlerServer.NotesSuffix, cancellationToken) ?? [];

    /// <inheritdoc/>
    public TimeSpan? ReadProcessorTime()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
