namespace Workflows.Grains.Timers;

/// <summary>Whether this silo is on its way out: it starts nothing new, and whoever waits is answered.</summary>
internal sealed class SiloDrain : IDisposable
{
    /// <summary>When a refused start may be tried again: somewhere else, or after the restart.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource begun = new();

    /// <summary>Whether it has begun.</summary>
    public bool IsDraining => begun.IsCancellationRequested;

    /// <summary>Signalled when it begins.</summary>
    public CancellationToken Begun => begun.Token;

    /// <summary>Begins it. A silo never comes back from it.</summary>
    public Task BeginAsync() => begun.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => begun.Dispose();
}
