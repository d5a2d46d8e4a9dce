namespace Workflows.Journal.Clock;

/// <summary>Asks a database what time it is.</summary>
internal interface IClockSource
{
    /// <summary>Reads the database's clock once.</summary>
    /// <param name="local">Measures the round trip.</param>
    /// <param name="cancellationToken">Gives the question up.</param>
    Task<ClockReading> ReadAsync(TimeProvider local, CancellationToken cancellationToken);

    /// <summary>As <see cref="ReadAsync"/>, on the caller's thread; null when the database does not answer.</summary>
    ClockReading? TryRead(TimeProvider local);
}
