using System.Text.Json.Serialization;

namespace Workflows.Grains.Executions;

/// <summary>A folded state as it is kept beside the journal. On any mismatch it is ignored: the journal alone is the truth.</summary>
internal sealed class SnapshotRecord
{
    /// <summary>The incarnation of the execution that it was taken of.</summary>
    [JsonPropertyName("incarnation")]
    public Guid Incarnation { get; set; }

    /// <summary>The sequence of the last event in it.</summary>
    [JsonPropertyName("sequence")]
    public long Sequence { get; set; }

    /// <summary>The state as the core encodes it, with the number of its format.</summary>
    [JsonPropertyName("state")]
    public byte[] State { get; set; } = [];
}
