using System.Collections.Concurrent;
using Workflows.Core;
using Workflows.Grains.Contracts;
using Workflows.Language.Reading;

namespace Workflows.Grains.Definitions;

/// <summary>The compiled programs of a silo. A version never changes, so that a program stays right for ever.</summary>
internal sealed class WorkflowPrograms(IGrainFactory grains, ProgramLimits limits)
{
    /// <summary>How many programs are kept; when there are more, those asked for longest ago make room.</summary>
    private const int Capacity = 1_000;

    private static readonly DefinitionLimits Limits = new();

    private readonly ConcurrentDictionary<(string Name, string Version), Entry> entries = new();
    private long clock;

    /// <summary>The program of a version, deleted or not; null when it does not exist.</summary>
    /// <exception cref="InvalidOperationException">The stored document cannot be read any more.</exception>
    public ValueTask<WorkflowProgram?> FindAsync(string name, string version)
    {
        if (!entries.TryGetValue((name, version), out var entry))
            return new ValueTask<WorkflowProgram?>(LoadAsync(name, version));

        entry.LastUsed = Interlocked.Increment(ref clock);
        return new ValueTask<WorkflowProgram?>(entry.Program);
    }

    private async Task<WorkflowProgram?> LoadAsync(string name, string version)
    {
        var document = await grains.ByKey<IDefinitionDocumentGrain>(DefinitionKeys.OfVersion(name, version)).ReadAsync();
        if (document is null)
            return null;

        var result = DefinitionReader.ReadAccepted(document.Source.Utf8, document.Format, Limits);
        if (result.Definition is not { } definition)
            throw new InvalidOperationException($"The stored document of {name} {version} cannot be read: {result.Problems[0].Message}");

        var program = new WorkflowProgram(name, version, definition, limits.For(definition.Spelling));
        entries[(name, version)] = new Entry(program) { LastUsed = Interlocked.Increment(ref clock) };
        MakeRoom();
        return program;
    }

    private void MakeRoom()
    {
        if (entries.Count <= Capacity)
            return;

        foreach (var (key, _) in entries.ToArray().OrderBy(entry => entry.Value.LastUsed).Take(Capacity / 10))
            entries.TryRemove(key, out _);
    }

    private sealed class Entry(WorkflowProgram program)
    {
        public WorkflowProgram Program { get; } = program;

        public long LastUsed { get; set; }
    }
}
