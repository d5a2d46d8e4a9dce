namespace Workflows.Grains.Executions;

/// <summary>A call to another grain that has to succeed once: it is repeated with a growing pause until it does, or nobody wants it any more. Runs off the grain's scheduler.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A source without timer or wait handle holds nothing to dispose of, and the call may look at its token after the end."
)]
internal sealed class Errand : IUnderWay
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource stop = new();

    private Errand() { }

    /// <summary>Completes when it has ended, however; never fails.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Begins it.</summary>
    /// <param name="call">What is called; it has to be idempotent.</param>
    /// <param name="failed">Hears of every call that failed and will be repeated.</param>
    public static Errand Begin(Func<CancellationToken, Task> call, Action<Exception> failed, TimeProvider time)
    {
        var errand = new Errand();
        errand.Ended = Task.Run(() => errand.RunAsync(call, failed, time));
        return errand;
    }

    /// <inheritdoc/>
    public void Abandon() => _ = stop.CancelAsync();

    private async Task RunAsync(Func<CancellationToken, Task> call, Action<Exception> failed, TimeProvider time)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await call(stop.Token);
                return;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failed(exception);
            }

            await Task.Delay(pause, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
