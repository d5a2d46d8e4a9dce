namespace Workflows.Journal.Reading;

/// <summary>How much of a history is read at once: it may weigh more than a process should hold.</summary>
public static class EventPart
{
    /// <summary>The most rows. Default: 4,096.</summary>
    public const int MostRows = 4_096;

    /// <summary>After so many bytes no further row is read. Default: 4 MiB.</summary>
    public const int EnoughBytes = 4 * 1024 * 1024;
}
