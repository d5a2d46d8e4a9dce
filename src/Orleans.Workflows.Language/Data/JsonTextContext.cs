using System.Text.Json.Serialization;

namespace Workflows.Language.Data;

/// <summary>Source-generated writing of plain texts, so that nothing here needs reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class JsonTextContext : JsonSerializerContext;
