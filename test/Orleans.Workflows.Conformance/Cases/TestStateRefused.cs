namespace Workflows.Conformance.Cases;

/// <summary>The call cannot be made like this.</summary>
internal sealed class TestStateRefused(string message, string code = "ValidationException") : Exception(message)
{
    /// <summary>AWS's code.</summary>
    public string Code { get; } = code;
}
