using System.Runtime.InteropServices;

namespace Workflows.Server.Startup;

/// <summary>
/// SIGTERM, SIGINT and SIGQUIT during the start. While the host is put together they end the process at once with exit code 0: nothing is open yet. While it starts they cancel the
/// start, and end the process with 0 when it has not ended by itself within a few seconds. After the start the host's own handling stops the server gracefully, for as long as that
/// takes.
/// </summary>
public sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan LongestUnwinding = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private ITimer? deadline;
    private bool isStarting;
    private bool hasStarted;

    /// <summary>Begins to listen for the signals.</summary>
    public StopSignals() =>
        registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop),
        ];

    /// <summary>Cancelled by a signal during the start.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The host begins to start: from now on a signal cancels <see cref="Token"/>.</summary>
    public void BeginStart()
    {
        lock (gate)
            isStarting = true;
    }

    /// <summary>The server has started: from now on a signal is for the host alone.</summary>
    public void EndStart()
    {
        lock (gate)
        {
            hasStarted = true;
            deadline?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        EndStart();
        source.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // Otherwise the runtime ends the process at once, with the signal's exit code.
        signal.Cancel = true;
        lock (gate)
        {
            if (hasStarted || deadline is not null)
                return;
            if (!isStarting)
                Environment.Exit(0);
            // A step of the start that does not look at the token, such as a connection that is being opened on this thread, must not hold up the end.
            deadline = TimeProvider.System.CreateTimer(
                static _ => Environment.Exit(0),
                state: null,
                LongestUnwinding,
                Timeout.InfiniteTimeSpan
            );
        }
        source.Cancel();
    }
}
