using System.Text.Json;
using Orleans.Storage;

namespace Workflows.Grains;

/// <summary>Writes the states of grains as JSON, without reflection. Storages of <see cref="StorageNames"/> use it.</summary>
public sealed class GrainStateSerializer : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, typeof(T), GrainStateContext.Default));

    /// <inheritdoc/>
    public T? Deserialize<T>(BinaryData input) =>
        (T?)JsonSerializer.Deserialize(input.ToMemory().Span, typeof(T), GrainStateContext.Default);
}
