using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Benchmarks.Handlers;

/// <summary>Where the handlers of the workloads run.</summary>
internal interface IHandlers : IAsyncDisposable
{
    /// <summary>What the option and the file call it.</summary>
    string Name { get; }

    /// <summary>Settings that the engine needs to reach them.</summary>
    IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Adds them to the engine where they run in its process.</summary>
    void AddTo(IServiceCollection services);

    /// <summary>The <c>resource</c> by which definitions name one.</summary>
    string ResourceOf(TaskHandler handler);

    /// <summary>How many numbers one has noted so far.</summary>
    Task<int> CountNotesAsync(TaskHandler handler, CancellationToken cancellationToken);

    /// <summary>The numbers that one has noted so far.</summary>
    Task<IReadOnlyList<long>> ReadNotesAsync(TaskHandler handler, CancellationToken cancellationToken);

    /// <summary>The processor time that they have used so far; null where it is the engine's.</summary>
    TimeSpan? ReadProcessorTime();
}
