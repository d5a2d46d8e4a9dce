namespace Workflows.Grains.Tasks.Mocks;

/// <summary>Something is wrong with a mock file. The message is one sentence that says what and where.</summary>
/// <param name="message">The sentence.</param>
public sealed class MockFileException(string message) : Exception(message);
