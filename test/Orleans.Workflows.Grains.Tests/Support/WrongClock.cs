namespace Workflows.Grains.Tests.Support;

/// <summary>The clock of a machine that shows the wrong time; timers and timestamps are right.</summary>
internal sealed class WrongClock : TimeProvider
{
    /// <summary>By how much it is ahead.</summary>
    public TimeSpan Error { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Error;
}
