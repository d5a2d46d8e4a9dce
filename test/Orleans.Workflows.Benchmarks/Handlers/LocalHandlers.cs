using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Tasks;

namespace Workflows.Benchmarks.Handlers;

/// <summary>Handlers in the engine's process.</summary>
internal sealed class LocalHandlers : IHandlers
{
    /// <summary>What the option calls it.</summary>
    public const string OptionName = "local";

    private readonly Dictionary<TaskHandler, HandlerNotes> notes = HandlerCatalog.All.ToDictionary(
        handler => handler,
        _ => new HandlerNotes()
    );

    /// <inheritdoc/>
    public string Name => OptionName;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void AddTo(IServiceCollection services)
    {
        foreach (var (handler, noted) in notes)
            services.AddTaskHandler(handler.Name, (request, _) => ValueTask.FromResult(handler.Handle(request.Input, noted)));
    }

    /// <inheritdoc/>
    public string ResourceOf(TaskHandler handler) => handler.Name;

    /// <inheritdoc/>
    public Task<int> CountNotesAsync(TaskHandler handler, CancellationToken cancellationToken) => Task.FromResult(notes[handler].Count);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> ReadNotesAsync(TaskHandler handler, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<long>>(notes[handler].ToArray());

    /// <inheritdoc/>
    public TimeSpan? ReadProcessorTime() => null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
