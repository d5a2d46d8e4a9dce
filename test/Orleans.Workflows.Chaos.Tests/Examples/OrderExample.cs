namespace Workflows.Chaos.Tests.Examples;

/// <summary>One run of <c>examples/order.sh</c>, for all tests of it.</summary>
public sealed class OrderExample : IAsyncLifetime
{
    /// <summary>What it printed.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync() => Lines = await Script.RunAsync("order.sh");

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;
}
