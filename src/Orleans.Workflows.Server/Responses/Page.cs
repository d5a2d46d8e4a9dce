namespace Workflows.Server.Responses;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed record Page<T>
{
    /// <summary>The entries, in the order of the list.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Give it as <c>pageToken</c> to get the next page; absent on the last one.</summary>
    public string? NextPageToken { get; init; }
}
