using Microsoft.Extensions.Hosting;

namespace Workflows.Journal.Clock;

/// <summary>
/// Reads the database's clock before anything asks what time it is, and again every few seconds. It does nothing where the host's time is not the database's.
/// </summary>
internal sealed class DatabaseClockService(TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>The quickest of them counts: the first one also prepares the statement.</summary>
    private const int FirstReadings = 8;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stop = new();
    private Task reading = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (time is not DatabaseClock clock)
            return;

        for (var number = 0; number < FirstReadings; number++)
            await clock.ReadAsync(cancellationToken);
        reading = Task.Run(() => ReadAsync(clock), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await reading.WaitAsync(cancellationToken);
    }

    public void Dispose() => stop.Dispose();

    private async Task ReadAsync(DatabaseClock clock)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
                await clock.TryReadAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
