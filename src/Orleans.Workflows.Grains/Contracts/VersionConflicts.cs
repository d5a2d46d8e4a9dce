namespace Workflows.Grains.Contracts;

/// <summary>Why a version cannot be registered.</summary>
public static class VersionConflicts
{
    /// <summary>A sentence that says why, and what to do.</summary>
    /// <param name="version">The version.</param>
    /// <param name="isDeleted">Whether it was deleted; else it has other content.</param>
    public static string Sentence(string version, bool isDeleted) =>
        isDeleted
            ? $"Version {version} was deleted, and a deleted version is never registered again; register the document under another version."
            : $"Version {version} is registered with other content, and a version never changes; register the change under another version.";
}
