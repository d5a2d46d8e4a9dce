using System.Text.Json.Serialization;
using Workflows.Grains.Catalog;
using Workflows.Grains.Definitions;
using Workflows.Grains.Executions;

namespace Workflows.Grains;

/// <summary>How the states of grains are written as JSON, without reflection. Hand it to the serializer of the grain storages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DefinitionIndex))]
[JsonSerializable(typeof(DefinitionRecord))]
[JsonSerializable(typeof(CatalogPage))]
[JsonSerializable(typeof(SnapshotRecord))]
internal sealed partial class GrainStateContext : JsonSerializerContext;
