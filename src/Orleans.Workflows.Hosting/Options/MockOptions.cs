namespace Workflows.Hosting.Options;

/// <summary>Answers for resources that have no handler. Section <c>Mocks</c>.</summary>
public sealed class MockOptions
{
    /// <summary>A YAML or JSON file with the answers, read at the start. Default: none.</summary>
    public string? File { get; set; }
}
