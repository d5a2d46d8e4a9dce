namespace Workflows.Grains;

/// <summary>The names of the grain storages that the host has to register.</summary>
public static class StorageNames
{
    /// <summary>Definitions and the catalogue of names.</summary>
    public const string Definitions = "definitions";

    /// <summary>Snapshots of executions.</summary>
    public const string Snapshots = "snapshots";
}
