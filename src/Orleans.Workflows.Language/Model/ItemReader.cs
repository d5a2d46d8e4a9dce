namespace Workflows.Language.Model;

/// <summary>Where a Map gets its items from instead of its data: a service, which a mock or a handler stands for. ASL: "ItemReader".</summary>
/// <param name="Task">Who is asked, and with what.</param>
public sealed record ItemReader(TaskState Task)
{
    /// <summary>A JSON pointer to the list inside what was read, for example <c>/orders</c>; null for all of it.</summary>
    public string? Pointer { get; init; }

    /// <summary>True when a text that was read has one JSON value in each line.</summary>
    public bool IsLines { get; init; }

    /// <summary>How many items are taken at most; null or 0 for all.</summary>
    public NumberSource? MaxItems { get; init; }
}
